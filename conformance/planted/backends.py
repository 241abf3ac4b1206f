"""Faults of the register allocator and of the two backends."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_ALLOCATOR: Final = "backends/regalloc.py"
_LIVENESS: Final = "backends/liveness.py"
_MOVES: Final = "backends/parallel_moves.py"

BACKEND_FAULTS: Final = (
    Fault(
        "spill-shared",
        "a spill slot is given away one value too early",
        Stage.REGALLOC,
        _ALLOCATOR,
        "            if item[0] <= position:",
        "            if item[0] <= position + 6:",
    ),
    Fault(
        "call-clobbers",
        "values that live across a call may be in registers that calls do not save",
        Stage.REGALLOC,
        _ALLOCATOR,
        "        crosses = start < last_call and calls[bisect_left(calls, start)] < stop",
        "        crosses = start < last_call and calls[bisect_left(calls, start)] < stop - 4",
    ),
    Fault(
        "exit-reads-late",
        "a guard's result may take the register of a value that its exit restores",
        Stage.REGALLOC,
        _LIVENESS,
        "            snapshot_use[snap.index] = 2 * index + ins.op.guard",
        "            snapshot_use[snap.index] = 2 * index",
    ),
    Fault(
        "loop-range",
        "values from in front of a loop live to their last read only, not to the back edge",
        Stage.REGALLOC,
        _LIVENESS,
        "            final + 1 if index < loop_start and position >= body else position",
        "            position if index < loop_start and position >= body else position",
    ),
    Fault(
        "x64-one-node",
        "an absent key is looked for in the first of its nodes only",
        Stage.X64,
        "backends/x64/lowering.py",
        "    asm.branch(Condition.NE, again, short=True)\n",
        "",
    ),
    Fault(
        "a64-one-node",
        "an absent key is looked for in the first of its nodes only",
        Stage.A64,
        "backends/a64/memory.py",
        "    code.asm.branch_zero(node, again, zero=False)\n",
        "",
    ),
    Fault(
        "move-cycle",
        "two values that change places at a back edge both become the first",
        Stage.REGALLOC,
        _MOVES,
        "            wanted[reader] = scratch\n",
        "            wanted[reader] = target\n",
    ),
    Fault(
        "x64-unordered",
        "an order comparison on x86-64 lets NaN pass",
        Stage.X64,
        "backends/x64/guards.py",
        '    "flt": partial(_number, True, Condition.BE),\n'
        '    "fge": partial(_number, False, Condition.B),',
        '    "flt": partial(_number, False, Condition.AE),\n'
        '    "fge": partial(_number, True, Condition.A),',
    ),
    Fault(
        "x64-equal-nan",
        "equality on x86-64 holds for NaN",
        Stage.X64,
        "backends/x64/guards.py",
        "    e.asm.branch(Condition.NE, exit_label)\n"
        "    e.asm.branch(Condition.P, exit_label)\n\n\ndef",
        "    e.asm.branch(Condition.NE, exit_label)\n\n\ndef",
    ),
    Fault(
        "x64-min-max",
        "min and max on x86-64 have the machine's order of operands",
        Stage.X64,
        "backends/x64/arithmetic.py",
        '    """`minsd x, y` is `x < y ? x : y`, so the IR\'s second operand goes '
        'first."""\n    a, b = ins.args\n',
        "    b, a = ins.args\n",
    ),
    Fault(
        "x64-bounds-signed",
        "the bounds check on x86-64 is a signed comparison: negative indexes pass",
        Stage.X64,
        "backends/x64/guards.py",
        '    "ult": partial(_integer, Condition.B),',
        '    "ult": partial(_integer, Condition.L),',
    ),
    Fault(
        "x64-displacement",
        "displacements up to 255 get one byte, which is read with its sign",
        Stage.X64,
        "backends/x64/encoding.py",
        "    elif -128 <= disp <= 127:",
        "    elif -128 <= disp <= 255:",
    ),
    Fault(
        "x64-rex-index",
        "the index register's high bit is left out of REX",
        Stage.X64,
        "backends/x64/encoding.py",
        "        rex |= _REX_X if index >= 8 else 0",
        "        rex |= 0",
    ),
    Fault(
        "a64-unordered",
        "less-than on ARM64 lets NaN pass",
        Stage.A64,
        "backends/a64/lowering.py",
        '    "flt": Cond.PL,\n',
        '    "flt": Cond.GE,\n',
    ),
    Fault(
        "a64-min-max",
        "min and max on ARM64 take the second operand where one is NaN",
        Stage.A64,
        "backends/a64/lowering.py",
        'b, a, Cond.MI if ins.op.name == "min" else Cond.GT)',
        'b, a, Cond.LT if ins.op.name == "min" else Cond.HI)',
    ),
    Fault(
        "a64-bounds-signed",
        "the bounds check on ARM64 is a signed comparison: negative indexes pass",
        Stage.A64,
        "backends/a64/lowering.py",
        '    "ult": Cond.HS,\n',
        '    "ult": Cond.GE,\n',
    ),
    Fault(
        "a64-constant",
        "constants of many ones on ARM64 are not inverted for MOVN",
        Stage.A64,
        "backends/a64/assembler.py",
        "(first, (half ^ flip, shift))",
        "(first, (half, shift))",
    ),
    Fault(
        "a64-logical-immediate",
        "the rotation of a bitmask immediate goes the other way",
        Stage.A64,
        "backends/a64/operands.py",
        "    return (size == 64) << 12 | (-start % size) << 6 | imms",
        "    return (size == 64) << 12 | (start % size) << 6 | imms",
    ),
    Fault(
        "a64-pair",
        "the two halves of a pair of words in a frame's record change places",
        Stage.A64,
        "backends/a64/exits.py",
        "        _store_constant(code, second << 32 | first, low)",
        "        _store_constant(code, first << 32 | second, low)",
    ),
    Fault(
        "a64-exit-frame",
        "calls on ARM64 in inlined frames leave the caller's frame the current one",
        Stage.A64,
        "backends/a64/exits.py",
        '    if snapshot.frames:\n        emit("str", _CI, _THREAD, layout.thread_ci)\n',
        "    if snapshot.frames:\n",
    ),
    Fault(
        "exit-pc",
        "exits do not say where to go on",
        Stage.EXITS,
        "runtime/exits.py",
        "    ci.savedpc = record.savedpc\n",
        "",
    ),
    Fault(
        "exit-frame-pc",
        "an exit from inlined calls goes on in each frame where the caller goes on",
        Stage.EXITS,
        "runtime/exits.py",
        "        ci.savedpc = frame.savedpc\n",
        "        ci.savedpc = record.savedpc\n",
    ),
    Fault(
        "exit-frame-forgotten",
        "an exit that pushes several frames forgets the innermost one's continuation",
        Stage.EXITS,
        "runtime/exits.py",
        "        ci.cont = frame.cont\n",
        "        if i + 1 != u64(record.frames):\n            ci.cont = frame.cont\n",
    ),
    Fault(
        "exit-top",
        "exits leave the thread's top where it was",
        Stage.EXITS,
        "runtime/exits.py",
        "        thread.top = ci.top\n",
        "        thread.top = thread.top\n",
    ),
    Fault(
        "exit-constants",
        "of the constants that an exit stores the last one is forgotten",
        Stage.EXITS,
        "runtime/exits.py",
        "        base[i64(i32(at[0]))] = at[1]\n",
        "        if i + 1 != u64(record.constants):\n            base[i64(i32(at[0]))] = at[1]\n",
    ),
)
