"""string.dump: a function as a binary chunk (manual, section 5.4)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend import chunk
from conformance.jit_under_test.runtime.host.arguments import check_type, raise_text
from conformance.jit_under_test.runtime.host.frames import prototype_of

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime


def string_dump(runtime: "Runtime") -> int:
    """string.dump(function)"""
    prototype = prototype_of(runtime, check_type(runtime, 1, "function"))
    if prototype is None:
        raise_text(runtime, b"unable to dump given function")
    runtime.push(runtime.string(chunk.dump(prototype)))
    return 1


FUNCTIONS: "Final[dict[bytes, Callable[[Runtime], int]]]" = {b"dump": string_dump}
