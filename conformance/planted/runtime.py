"""Faults of the runtime in the image: tables, frames, errors, upvalues, and the collector."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_TABLES: Final = "runtime/tables.py"
_METHODS: Final = "runtime/metamethods.py"
_MARK: Final = "runtime/collector_mark.py"

RUNTIME_FAULTS: Final = (
    Fault(
        "hash-chain",
        "the number that a collision moves loses the keys that were chained behind it",
        Stage.RUNTIME,
        _TABLES,
        "            free.next = place.next\n            place.next = null\n"
        "            place.value = NIL\n",
        "            if not is_number(place.key):\n                free.next = place.next\n"
        "            place.next = null\n            place.value = NIL\n",
    ),
    Fault(
        "hash-order",
        "keys are put back from the first node on when a table grows",
        Stage.RUNTIME,
        _TABLES,
        "        n = old_nodes + (old_count - 1 - j)\n",
        "        n = old_nodes + j\n",
    ),
    Fault(
        "next-dead-key",
        "a traversal does not find a key whose value was removed and collected",
        Stage.COLLECTOR,
        _TABLES,
        "        if is_collectable(key) and n.key == (DEADKEY | (key & PAYLOAD)):\n"
        "            same = True\n",
        "",
    ),
    Fault(
        "length-holes",
        "the length of a table with holes is another border than PUC's",
        Stage.RUNTIME,
        _TABLES,
        "            if t.array[middle - 1] == NIL:\n                high = middle",
        "            if t.array[middle] == NIL:\n                high = middle",
    ),
    Fault(
        "stale-method-cache",
        "a metatable that lacked a method is not asked again when one was stored in it",
        Stage.RUNTIME,
        _TABLES,
        "    slot = find_slot(t, key)\n    t.flags = 0\n",
        "    slot = find_slot(t, key)\n",
        # The interpreter's stores ask again by themselves.
        also=(Stage.RECORDER,),
    ),
    Fault(
        "concat-method-order",
        "__concat of the right operand goes before that of the left one",
        Stage.RUNTIME,
        _METHODS,
        "            method = method_of(vm, below, EVENT_CONCAT)\n"
        "            if method == NIL:\n"
        "                method = method_of(vm, top, EVENT_CONCAT)\n",
        "            method = method_of(vm, top, EVENT_CONCAT)\n"
        "            if method == NIL:\n"
        "                method = method_of(vm, below, EVENT_CONCAT)\n",
    ),
    Fault(
        "modulo-sign",
        "the remainder of numbers of different signs has the sign of the first",
        Stage.INTERPRETER,
        "interpreter/paths.py",
        "    return from_number(x - floor(x / y) * y)",
        "    return from_number(x - f64(i64(x / y)) * y)",
    ),
    Fault(
        "results-not-padded",
        "a call that gives too few results leaves what was there",
        Stage.RUNTIME,
        "runtime/frames.py",
        "    while j < limit:\n        target[j] = NIL\n        j += 1\n",
        "    if j < limit:\n        target[j] = NIL\n",
    ),
    Fault(
        "vararg-fixed",
        "extra arguments begin with the last fixed parameter",
        Stage.RUNTIME,
        "interpreter/paths.py",
        "    source = ci.func + (1 + fixed)\n",
        "    source = ci.func + (1 + (fixed - 1 if fixed > 1 else fixed))\n",
    ),
    Fault(
        "upvalue-level",
        "a block's end leaves the upvalue of its first variable open",
        Stage.RUNTIME,
        "runtime/upvalues.py",
        "    while up != null and up.v >= level:\n        unlink_upvalue(up)",
        "    while up != null and up.v > level:\n        unlink_upvalue(up)",
    ),
    Fault(
        "catch-not-closed",
        "variables of functions that an error ends are not closed",
        Stage.RUNTIME,
        "runtime/protected.py",
        "                close_upvalues(vm, thread, ci.base)\n"
        "                thread.base[0] = FALSE",
        "                thread.base[0] = FALSE",
    ),
    Fault(
        "coroutine-error-status",
        "a coroutine that an error has ended is said to be suspended",
        Stage.RUNTIME,
        "runtime/coroutines.py",
        "    co = vm.current\n    co.status = CO_DEAD\n    if vm.error_status",
        "    co = vm.current\n    co.status = CO_SUSPENDED\n    if vm.error_status",
    ),
    Fault(
        "string-prefix",
        "a string sorts with those that it is the beginning of",
        Stage.RUNTIME,
        "runtime/strings.py",
        "    if a.length < b.length:\n        return -1\n",
        "    if a.length + 1 < b.length:\n        return -1\n",
    ),
    Fault(
        "tostring-negative-zero",
        "-0 is printed as 0",
        Stage.RUNTIME,
        "runtime/numbers.py",
        "        if f64(whole) == number and (whole != 0 or bits(number) == 0):",
        "        if f64(whole) == number:",
    ),
    Fault(
        "tostring-integers",
        "integers up to 2^53 are printed with all their digits",
        Stage.RUNTIME,
        "runtime/numbers.py",
        "EXACT_INTEGERS: Final = 1.0e14 ",
        "EXACT_INTEGERS: Final = 9.007199254740992e15 ",
    ),
    Fault(
        "barrier-forgotten",
        "a store to a table by an integer key is not told to the collector",
        Stage.COLLECTOR,
        _TABLES,
        "        slot = new_key(vm, t, bits(f64(k)))\n    slot[0] = value\n"
        "    barrier_back(vm, t, value)\n",
        "        slot = new_key(vm, t, bits(f64(k)))\n    slot[0] = value\n",
        # What compiled code refers to is kept alive by such a store: nothing else may show it.
        also=(Stage.RECORDER,),
    ),
    Fault(
        "barrier-upvalue",
        "a store to an upvalue is not told to the collector",
        Stage.COLLECTOR,
        "runtime/barriers.py",
        "    if (u32(up.marked) & BLACK) != 0:\n"
        "        barrier_forward(vm, Ptr[GCObject](up), up.v[0])\n",
        "    if (u32(up.marked) & WHITES) != 0:\n"
        "        barrier_forward(vm, Ptr[GCObject](up), up.v[0])\n",
    ),
    Fault(
        "root-metatable",
        "the metatable of a table is not marked",
        Stage.COLLECTOR,
        _MARK,
        "        mark_pointer(vm, Ptr[GCObject](t.metatable))\n        weak",
        "        weak",
    ),
    Fault(
        "root-stack-top",
        "the uppermost slot of a stack is not marked",
        Stage.COLLECTOR,
        _MARK,
        "    while slot < thread.top:\n        mark_value(vm, slot[0])",
        "    while slot + 1 < thread.top:\n        mark_value(vm, slot[0])",
    ),
    Fault(
        "weak-value-kept",
        "weak tables keep the values of their hash part",
        Stage.COLLECTOR,
        "runtime/weak.py",
        "(is_cleared(n.key, True) or is_cleared(n.value, False))",
        "is_cleared(n.key, True)",
    ),
    Fault(
        "finalizer-twice",
        "a userdata that its finalizer has saved is finalized again",
        Stage.COLLECTOR,
        "runtime/collector_finalize.py",
        "        userdata.marked = u8(marked | FINALIZED)\n",
        "        userdata.marked = u8(marked)\n",
    ),
    Fault(
        "finalizer-not-marked",
        "what a finalizer's userdata refers to is freed before it runs",
        Stage.COLLECTOR,
        "runtime/collector.py",
        "    mark_doomed(vm)\n    doomed += propagate_all(vm)\n",
        "",
    ),
)
