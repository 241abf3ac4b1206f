"""jit.opt.start: optimizations and parameters by LuaJIT's names."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.runtime.host.arguments import check_bytes, count, raise_text
from conformance.jit_under_test.runtime.host.jit_interface import PARAMETERS, passes_of

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_PARAMETER: Final = re.compile(r"(\w+)=([0-9]*)")
_LARGEST: Final = (1 << 31) - 1


def opt_start(runtime: "Runtime") -> int:
    """jit.opt.start(level | "+name" | "-name" | "name=value", ...)"""
    jit = runtime.jit
    passes = frozenset[str]() if jit is None else jit.passes
    for number in range(1, count(runtime) + 1):
        text = check_bytes(runtime, number).decode("latin-1")
        chosen = passes_of(text, passes)
        if chosen is not None:
            passes = chosen
        elif (given := _PARAMETER.fullmatch(text)) and given[1] in PARAMETERS:
            if jit is not None:
                jit.set_parameter(given[1], min(int(given[2] or "0"), _LARGEST))
        else:
            shown = text.encode("latin-1")
            raise_text(runtime, b"unknown or malformed optimization flag '%s'" % shown)
    if jit is not None and passes != jit.passes:
        jit.use_passes(passes)
    return 0


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {b"start": opt_start}
