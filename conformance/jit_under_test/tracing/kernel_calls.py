"""The kernel functions that fragments call, as the IR knows them."""

from typing import Final

from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType

_NUM, _INT, _VAL = IRType.NUM, IRType.INT, IRType.VAL
_TAB, _STR, _NONE, _PTR = IRType.TAB, IRType.STR, IRType.NONE, IRType.PTR
_FUN: Final = IRType.FUN
_TABLES: Final = Alias.TABLE | Alias.ARRAY | Alias.HASH | Alias.KEY
_ALLOCATES: Final = Alias.GC | Alias.VM

_ROWS: Final = (
    # Pure.
    KernelCall("trace_power", (_NUM, _NUM), _NUM, False, Alias.NONE, Alias.NONE),
    KernelCall("trace_math", (_INT, _NUM), _NUM, False, Alias.NONE, Alias.NONE),
    KernelCall("trace_string_compare", (_STR, _STR), _INT, False, Alias.NONE, Alias.NONE),
    KernelCall("trace_to_number", (_STR,), _VAL, False, Alias.NONE, Alias.NONE),
    # Reading tables.
    KernelCall("find_string", (_TAB, _STR), _PTR, False, Alias.TABLE | Alias.KEY, Alias.NONE),
    KernelCall("table_get", (_TAB, _VAL), _VAL, False, _TABLES, Alias.NONE),
    KernelCall("table_length", (_TAB,), _INT, False, _TABLES, Alias.NONE),
    KernelCall("trace_room", (_INT, _INT), _INT, True, Alias.VM, Alias.NONE),
    # Allocating; they do not run the collector.
    KernelCall("trace_new_table", (_INT, _INT), _TAB, True, Alias.NONE, _ALLOCATES, True),
    KernelCall("trace_copy_table", (_TAB,), _TAB, True, Alias.NONE, _ALLOCATES, True),
    KernelCall("trace_sub", (_STR, _NUM, _NUM), _STR, True, Alias.NONE, _ALLOCATES),
    KernelCall("trace_text", (_NUM,), _STR, True, Alias.NONE, _ALLOCATES),
    KernelCall("trace_char", (_INT,), _STR, True, Alias.NONE, _ALLOCATES),
    KernelCall("trace_join", (_STR, _STR), _STR, True, Alias.NONE, _ALLOCATES),
    KernelCall("trace_join_3", (_STR, _STR, _STR), _STR, True, Alias.NONE, _ALLOCATES),
    KernelCall("trace_byte", (_STR, _NUM), _INT, False, Alias.NONE, Alias.NONE),
    KernelCall("trace_random", (), _NUM, True, Alias.VM, Alias.VM),
    # Storing.
    KernelCall("trace_remove_last", (_TAB, _INT), _VAL, True, _TABLES, _TABLES),
    KernelCall("trace_upvalue_barrier", (_FUN, _INT), _NONE, True, Alias.GC, Alias.GC),
    # Over a synced stack.
    KernelCall("trace_set", (_TAB, _VAL, _VAL), _NONE, True, Alias.ALL, _TABLES | _ALLOCATES),
    KernelCall("trace_reserve", (_TAB, _VAL), _NONE, True, Alias.ALL, _TABLES | _ALLOCATES),
    KernelCall("trace_append", (_TAB, _VAL), _NONE, True, Alias.ALL, _TABLES | _ALLOCATES),
    KernelCall("trace_next", (_TAB, _VAL), _VAL, True, _TABLES, Alias.VM),
    KernelCall("trace_next_value", (), _VAL, True, Alias.VM, Alias.NONE),
    KernelCall("trace_call", (_INT, _INT, _INT), _INT, True),
    KernelCall("trace_tail_call", (_INT, _INT), _NONE, True),
    KernelCall("trace_enter", (_INT, _INT, _INT), _INT, True),
    KernelCall("trace_concatenate", (_INT, _INT), _VAL, True, Alias.SLOT, _ALLOCATES),
    KernelCall("trace_closure", (_INT, _PTR), _VAL, True),
    KernelCall("trace_close", (_INT,), _NONE, True),
    KernelCall("trace_set_list", (_INT, _INT, _INT), _NONE, True),
)
CALLS: Final = {row.name: row for row in _ROWS}
JOINS: Final = {2: "trace_join", 3: "trace_join_3"}
"""What joins so many strings."""
