"""Recording numeric loops: what is known of their variables, and where their exits lead."""

from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.ir.builder import GuardFails
from conformance.jit_under_test.ir.fragment import Ref, Snapshot
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.runtime.values import NIL
from conformance.jit_under_test.tracing.aborts import Aborted, Reason

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.recorder import Recorder


def guard_loop(r: "Recorder", name: str, left: Ref, right: Ref) -> None:
    """Guard that a numeric loop goes on; where it ends the exit is behind it.

    So neither the exit nor a side fragment looks at the loop's variables again, and the index
    of the iteration before is not needed any more.
    """
    pc = r.pc
    slots = dict(r.slot_list(pc))
    index = r.base_slot + r.instruction.a
    live = r.live
    for slot in (index, index + 3):
        # Not yet changed in the first iteration, but in all others.
        if not live >> slot & 1:
            slots[slot] = r.pool.kval(NIL)
    listed = tuple(sorted(slots.items()))
    behind = Snapshot(listed, r.frames, pc, r.top, r.count + 1, True, live=live)
    before = len(r.builder.instructions)
    try:
        r.builder.emit(OPS[name], (left, right), snapshot=behind)
    except GuardFails:
        raise Aborted(Reason.GUARD_FAILS, name) from None
    if r.forced and len(r.builder.instructions) > before:
        r.builder.emit(OPS["force"], aux=0, snapshot=r.pin())


def has_constant_step(r: "Recorder") -> bool:
    """Whether a constant is loaded as the step of the loop that FORLOOP closes."""
    prepare = r.pc + 8 * r.instruction.sbx - 8  # the FORPREP in front of the body
    word = r.memory.read_u64(prepare - 8)  # in a binary chunk it may be no instruction
    return word & 0xFF == Op.LOADK and word >> 8 & 0xFF == r.instruction.a + 2
