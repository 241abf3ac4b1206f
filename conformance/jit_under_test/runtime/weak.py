"""Weak tables: which references a table does not count, and their removal when objects die.

As in PUC 5.1: strings are values, never removed; userdata that is about to be finalized goes
from weak values at once, from weak keys only when it is freed; a strong reference from a
value to its own weak key keeps the entry (no ephemerons).
"""

from typing import Final

from conformance.jit_under_test.kernel import Ptr, kernel, null, u8, u32, u64
from conformance.jit_under_test.runtime.barriers import WHITES
from conformance.jit_under_test.runtime.metamethods import EVENT_MODE, fast_method
from conformance.jit_under_test.runtime.objects import VM, GCObject, Table
from conformance.jit_under_test.runtime.tables import node_count
from conformance.jit_under_test.runtime.values import (
    DEADKEY,
    NIL,
    PAYLOAD,
    as_object,
    as_string,
    is_collectable,
    is_string,
    is_userdata,
    string_data,
)

FINALIZED: Final = 8  # bit of a userdata's `marked`: its finalizer was called, or is next
WEAK_KEYS: Final = 8  # bits of a table's `marked`, valid while it is in the weak list
WEAK_VALUES: Final = 16


@kernel(noinline=True)
def note_weak_mode(vm: Ptr[VM], t: Ptr[Table]) -> u32:
    """WEAK_* bits of a table with a metatable; a weak one is put on the weak list."""
    mode = fast_method(vm, t.metatable, EVENT_MODE)
    if not is_string(mode):
        return 0
    weak: u32 = 0
    text = string_data(as_string(mode))
    j: u64 = 0
    while text[j] != 0:
        if text[j] == 107:
            weak = weak | WEAK_KEYS
        elif text[j] == 118:
            weak = weak | WEAK_VALUES
        j += 1
    if weak != 0:
        t.marked = u8((u32(t.marked) & ~(WEAK_KEYS | WEAK_VALUES)) | weak)
        t.gclist = vm.weak_tables
        vm.weak_tables = Ptr[GCObject](t)
    return weak


@kernel(inline=True)
def is_cleared(value: u64, is_key: bool) -> bool:
    """Does a weak reference to this value go? A string stays, and is marked now."""
    if not is_collectable(value):
        return False
    o = as_object(value)
    if is_string(value):
        o.marked = u8(u32(o.marked) & ~WHITES)
        return False
    if (u32(o.marked) & WHITES) != 0:
        return True
    return is_userdata(value) and not is_key and (u32(o.marked) & FINALIZED) != 0


@kernel
def clear_weak_tables(vm: Ptr[VM]) -> None:
    """Remove the entries of all weak tables whose objects die."""
    o = vm.weak_tables
    while o != null:
        t = Ptr[Table](o)
        if (u32(t.marked) & WEAK_VALUES) != 0:
            for j in range(u64(t.sizearray)):
                if is_cleared(t.array[j], False):
                    t.array[j] = NIL
        n = t.node
        end = n + node_count(t)
        while n < end:
            if n.value != NIL and (is_cleared(n.key, True) or is_cleared(n.value, False)):
                n.value = NIL
                if is_collectable(n.key):
                    n.key = DEADKEY | (n.key & PAYLOAD)
            n = n + 1
        o = t.gclist
