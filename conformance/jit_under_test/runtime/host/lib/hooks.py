"""debug.sethook and debug.gethook; what hooks do is in runtime/hooks.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import c_string
from conformance.jit_under_test.runtime.hooks import (
    HOOK_KEY,
    MASK_CALL,
    MASK_COUNT,
    MASK_LINE,
    MASK_RETURN,
)
from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    check_bytes,
    check_type,
    number_word,
    opt_int,
    words,
)
from conformance.jit_under_test.runtime.host.lib.debug import thread_argument
from conformance.jit_under_test.runtime.values import LIGHTUSERDATA, NIL, PAYLOAD, TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_LETTERS: Final = ((b"c", MASK_CALL), (b"r", MASK_RETURN), (b"l", MASK_LINE))


def _functions(runtime: "Runtime") -> int:
    """Address of the registry's table of hook functions by thread, made at its first use."""
    registry = int(runtime.vm.registry)
    found = runtime.machine.call(runtime.symbols["table_get"], registry, HOOK_KEY)
    if runtime.type_name(found) != "table":
        found = runtime.new_table(0, 1) | TABLE
        _set(runtime, registry, HOOK_KEY, found)
    return found & PAYLOAD


def _set(runtime: "Runtime", table: int, key: int, value: int) -> None:
    slot = runtime.call("table_set", table, key)
    runtime.memory.write_u64(slot, value)
    runtime.call("barrier_back", table, value)


def debug_sethook(runtime: "Runtime") -> int:
    """debug.sethook([thread,] hook, mask [, count]), or without hook to set none"""
    thread, skip = thread_argument(runtime)
    function = argument(runtime, skip + 1)
    mask, count = 0, 0
    if function != NIL:
        letters = c_string(check_bytes(runtime, skip + 2))
        check_type(runtime, skip + 1, "function")
        count = opt_int(runtime, skip + 3, 0)
        mask = sum(bit for letter, bit in _LETTERS if letter in letters)
        mask |= MASK_COUNT if count > 0 else 0
    _set(runtime, _functions(runtime), LIGHTUSERDATA | thread, function)
    hooked = runtime.call("set_hook", thread, mask, count & 0xFFFF_FFFF_FFFF_FFFF)
    runtime.set_hooked(hooked != 0)
    return 0


def debug_gethook(runtime: "Runtime") -> int:
    """debug.gethook([thread]): the hook function, its mask and its count"""
    thread, _ = thread_argument(runtime)
    view = runtime.thread(thread)
    letters = b"".join(letter for letter, bit in _LETTERS if view.hook_mask & bit)
    key = LIGHTUSERDATA | thread
    function = runtime.machine.call(runtime.symbols["table_get"], _functions(runtime), key)
    return words(
        runtime, function, runtime.string(letters), number_word(float(view.hook_base_count))
    )


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"gethook": debug_gethook,
    b"sethook": debug_sethook,
}
