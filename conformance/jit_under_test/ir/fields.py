"""Object layouts as the IR sees them: field records and the offsets that fragments embed.

The IR does not import the runtime's struct classes: whoever builds an engine makes one
`Layout` from them and hands it to the parser, the evaluator and the backends. So tests can
run fragments over a layout of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field that `fload` and `fstore` may touch; compared by identity.

    `offset` and `width` are bytes (width 1, 2, 4 or 8). Fields narrower than 8 bytes have
    type INT and are zero-extended, or sign-extended if `signed`.
    """

    name: str
    struct: str
    offset: int
    width: int
    type: IRType
    alias: Alias
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets in bytes of everything that exits, calls and memory operations touch.

    `fields` maps names such as "table.array" to fields. `vm_*` are offsets in the VM struct,
    `thread_*` in a Lua thread, `ci_*` in a CallInfo (`ci_size` bytes each, consecutive: the
    frame called from `ci` is at `ci + ci_size`). `upvalues` is the offset of the first
    upvalue pointer in a Lua closure, `upvalue_v` that of the value pointer in an upvalue.
    All of these are 64-bit fields except `ci_nresults` and `ci_tailcalls` (i32), `ci_cont`
    and `ci_flags` (u32) and `table_marked` (u8), of which `black` is one bit, as a mask.
    """

    fields: Mapping[str, Field]
    vm_thread: int
    vm_clock: int
    vm_clock_limit: int
    vm_gc_debt: int
    thread_ci: int
    thread_base: int
    thread_top: int
    thread_stack_last: int
    thread_end_ci: int
    ci_size: int
    ci_func: int
    ci_base: int
    ci_top: int
    ci_savedpc: int
    ci_nresults: int
    ci_tailcalls: int
    ci_cont: int
    ci_flags: int
    ci_k: int
    upvalues: int
    upvalue_v: int
    vm_gray_again: int
    table_gclist: int
    table_marked: int
    black: int


# Hash nodes are three words: value, key, next.
NODE_SIZE = 24
NODE_VALUE = 0
NODE_KEY = 8
NODE_NEXT = 16
