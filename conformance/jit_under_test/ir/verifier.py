"""Checks that a fragment is well-formed; tests run it after every pass.

What holds of every fragment: operands have the types that the operation table asks for and
are defined earlier; guards and `scall`s have snapshots; snapshots name each slot once, in
rising order, with boxable values defined before the guard; a loop marker has a LOOP end; each
PHI's left side is defined before the loop marker, occurs once, and has the type of its right
side. A LOOP end with a snapshot and without marker is an iteration that `optimizer/loop.py`
has yet to close. Sunk objects occur in the snapshots of guards alone, which describe them. A
`retf` lowers the base that slots count from, for good: so it needs a fragment that does not go
round, no inlined frames above the one that it leaves, and a caller that lies below.
"""

from conformance.jit_under_test.ir.calls import (
    MAX_FPR_ARGUMENTS,
    MAX_GPR_ARGUMENTS,
    KernelCall,
)
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import (
    MAX_FRAMES,
    MAX_SLOT,
    Constant,
    EndKind,
    Fragment,
    Frame,
    Instruction,
    Part,
    Ref,
    Snapshot,
    kept_from,
)
from conformance.jit_under_test.ir.ops import SUNK, Aux, Kind
from conformance.jit_under_test.ir.text import format_instruction, format_ref
from conformance.jit_under_test.ir.types import BOXABLE_TYPES, OBJECT_TYPES, POINTER_TYPES, IRType
from conformance.jit_under_test.runtime.memory_map import MOST_SUNK, SITE_LIMIT

_WORDS = POINTER_TYPES | {IRType.INT, IRType.VAL}
_ALLOWED = {
    Kind.NUM: frozenset({IRType.NUM}),
    Kind.INT: frozenset({IRType.INT}),
    Kind.VAL: frozenset({IRType.VAL}),
    Kind.TAB: frozenset({IRType.TAB}),
    Kind.FUN: frozenset({IRType.FUN}),
    Kind.PTR: frozenset({IRType.PTR}),
    Kind.OBJECT: POINTER_TYPES,
    Kind.BOXABLE: BOXABLE_TYPES,
    Kind.WORD: _WORDS,
    Kind.KEY: frozenset({IRType.VAL}),
}
_UNBOXED = OBJECT_TYPES | {IRType.NUM}


class IRError(Exception):
    """A malformed fragment; the message lists everything found wrong, one line each."""


def verify(fragment: Fragment) -> None:
    """Raise IRError unless `fragment` (renumbered) is well-formed."""
    problems = _Checker(fragment).run()
    if problems:
        raise IRError("\n".join(problems))


class _Checker:
    def __init__(self, fragment: Fragment) -> None:
        self.fragment = fragment
        self.problems: list[str] = []
        self.where = ""

    def complain(self, text: str) -> None:
        self.problems.append(f"{self.where}: {text}")

    def run(self) -> list[str]:
        fragment = self.fragment
        self.where = "entry"
        self.frames(fragment.entry_frames)
        seen: set[int] = set()
        for index, ins in enumerate(fragment.instructions):
            self.where = f"instruction {index}"
            if ins.index != index:
                self.complain(f"has index {ins.index}")
                return self.problems  # every other message would be about wrong values
            self.where = f"instruction {index} ({format_instruction(ins)})"
            self.instruction(ins)
            if ins.snapshot is not None and id(ins.snapshot) not in seen:
                seen.add(id(ins.snapshot))
                self.snapshot(ins.snapshot, index, by_exit=ins.op.guard)
        self.end()
        return self.problems

    def reference(self, ref: Ref, before: int) -> None:
        if isinstance(ref, Constant):
            if self.fragment.pool.const(ref.type, ref.bits) is not ref:
                self.complain(f"{format_ref(ref)} is not from the fragment's pool")
            return
        instructions = self.fragment.instructions
        index = ref.index
        if not 0 <= index < len(instructions) or instructions[index] is not ref:
            self.complain(f"{format_ref(ref)} is not in the fragment")
        elif index >= before:
            self.complain(f"{format_ref(ref)} is not defined yet")
        elif ref.type is IRType.NONE:
            self.complain(f"{format_ref(ref)} has no result")

    def instruction(self, ins: Instruction) -> None:
        op = ins.op
        for arg in ins.args:
            self.reference(arg, ins.index)
            self.allocated(arg)
        if op.result is not None and ins.type is not op.result:
            self.complain(f"the result must be {op.result.value}")
        if op.snapshot != (ins.snapshot is not None):
            self.complain("needs a snapshot" if op.snapshot else "may not have a snapshot")
        if op.name == "unbox" and ins.type not in _UNBOXED:
            self.complain(f"cannot unbox {ins.type.value}")
        if op.name == "retf":
            self.return_frame(ins)
        if op.name == "inherit":
            self.inherit(ins)
        kinds = op.operands
        if op.variadic:
            self.call(ins)
        elif len(kinds) != len(ins.args):
            self.complain(f"takes {len(kinds)} operands")
        else:
            for kind, arg in zip(kinds, ins.args, strict=True):
                if arg.type not in _ALLOWED[kind]:
                    self.complain(f"{format_ref(arg)} is {arg.type.value}, not {kind.value}")
                elif kind is Kind.KEY and not arg.is_constant:
                    self.complain("the key must be a constant")
            if kinds == (Kind.WORD, Kind.WORD) and ins.args[0].type is not ins.args[1].type:
                self.complain("compares values of two types")
        self.aux(ins)

    def aux(self, ins: Instruction) -> None:
        aux = ins.aux
        match ins.op.aux:
            case Aux.NONE:
                good = aux is None
            case Aux.FIELD:
                good = isinstance(aux, Field)
                if isinstance(aux, Field) and ins.op.name == "fload" and ins.type is not aux.type:
                    self.complain(f"the field is {aux.type.value}")
            case Aux.KERNEL:
                good = isinstance(aux, KernelCall)
            case Aux.COUNT:
                good = isinstance(aux, int) and aux >= -1
            case Aux.SLOT:
                most = 2 * MAX_SLOT if ins.op.name == "inherit" else MAX_SLOT
                good = isinstance(aux, int) and -MAX_SLOT <= aux <= most
            case Aux.INDEX:
                good = isinstance(aux, int) and aux >= 0
            case Aux.SITE:
                good = isinstance(aux, int) and 0 <= aux < SITE_LIMIT
        if not good:
            self.complain(f"{aux!r} is no {ins.op.aux.value}")

    def inherit(self, ins: Instruction) -> None:
        if ins.type not in BOXABLE_TYPES:
            self.complain(f"no slot holds a {ins.type.value}")
        if any(other.op is not ins.op for other in self.fragment.instructions[: ins.index]):
            self.complain("does not stand at the entry")

    def return_frame(self, ins: Instruction) -> None:
        if self.fragment.end.kind is EndKind.LOOP:
            self.complain("a loop cannot leave its entry frame")
        if ins.snapshot is not None and ins.snapshot.frames:
            self.complain("inlined frames lie above the frame to leave")

    def call(self, ins: Instruction) -> None:
        call = ins.aux
        if not isinstance(call, KernelCall):
            return
        types = tuple(arg.type for arg in ins.args)
        if types != call.args:
            wanted = " ".join(ty.value for ty in call.args)
            self.complain(f"@{call.name} takes ({wanted})")
        if ins.type is not call.result:
            self.complain(f"@{call.name} gives {call.result.value}")
        numbers = types.count(IRType.NUM)
        if numbers > MAX_FPR_ARGUMENTS or len(types) - numbers + call.needs_vm > MAX_GPR_ARGUMENTS:
            self.complain("too many arguments for registers")

    def allocated(self, ref: Ref) -> None:
        if not isinstance(ref, Constant) and ref.op is SUNK:
            self.complain(f"{format_ref(ref)} is made by exits only")

    def objects(self, snap: Snapshot, before: int, *, by_exit: bool) -> None:
        """Check that all sunk objects of a snapshot are described, and nothing else is."""
        refs = [ref for _, ref in snap.slots]
        seen: set[Ref] = set()
        for object_ in snap.objects:
            self.reference(object_.sunk, before)
            if object_.sunk.op is not SUNK or object_.sunk in seen:
                self.complain(f"{format_ref(object_.sunk)} is no sunk object, or occurs twice")
            seen.add(object_.sunk)
            if len({place for place, _ in object_.fields}) < len(object_.fields):
                self.complain(f"{format_ref(object_.sunk)} has two values at one place")
            for place, ref in object_.fields:
                self.reference(ref, before)
                refs.append(ref)
                if ref.type not in BOXABLE_TYPES:
                    self.complain(f"{format_ref(ref)} has no boxed form")
                if place.part is Part.METATABLE and ref.type is not IRType.TAB:
                    self.complain(f"{format_ref(ref)} is no metatable")
        used = {ref for ref in refs if isinstance(ref, Instruction) and ref.op is SUNK}
        if used != seen:
            self.complain("its sunk objects are not those that it describes")
        if seen and not by_exit:
            self.complain("sunk objects in a state that is not written by an exit")
        if len(seen) > MOST_SUNK:
            self.complain(f"{len(seen)} sunk objects are more than {MOST_SUNK}")

    def snapshot(
        self, snap: Snapshot, before: int, lowest_top: int = 0, *, by_exit: bool = False
    ) -> None:
        previous = -2
        self.objects(snap, before, by_exit=by_exit)
        for slot, ref in snap.slots:
            self.reference(ref, before)
            if ref.type not in BOXABLE_TYPES:
                self.complain(f"slot {slot} holds {format_ref(ref)}, which has no boxed form")
            if not previous < slot <= MAX_SLOT:
                self.complain(f"slot {slot} after slot {previous}")
            previous = slot
        base = self.frames(snap.frames)
        top = snap.top if kept_from(snap.top) is None else kept_from(snap.top)
        if top is not None and top < base + lowest_top:
            self.complain(f"top {snap.top} is below the frame's base {base}")
        if snap.clock < 0:
            self.complain("negative clock")

    def frames(self, frames: tuple[Frame, ...]) -> int:
        """Check frames from the outermost inwards; returns the slot of the innermost base."""
        if len(frames) > MAX_FRAMES:
            self.complain(f"{len(frames)} frames are more than {MAX_FRAMES}")
        base = 0
        for frame in frames:
            if not base <= frame.func_slot < frame.base_slot <= frame.top_slot <= MAX_SLOT:
                self.complain(f"frame {frame} does not lie above its caller at {base}")
            if not (frame.cont | frame.flags) >> 32 == 0 == frame.k >> 64:
                self.complain(f"frame {frame} has a field that is too wide")
            base = frame.base_slot
        return base

    def end(self) -> None:
        fragment = self.fragment
        end = fragment.end
        self.where = f"end {end.kind.value}"
        closed = fragment.loop_start is not None
        if closed == (end.snapshot is not None):
            self.complain("the end of a closed loop has no snapshot, any other has one")
        if closed and end.kind is not EndKind.LOOP:
            self.complain("a loop marker needs a loop end")
        if (end.kind is EndKind.LINK) != (end.target is not None):
            self.complain("a link end, and only that, has a target")
        count = len(fragment.instructions)
        if end.snapshot is not None:
            self.snapshot(end.snapshot, count, -1 if end.kind is EndKind.RETURN else 0)
            if end.kind is EndKind.RETURN and end.snapshot.frames:
                self.complain("inlined frames lie above the frame to leave")
            restarts = end.kind is EndKind.LOOP or end.target == fragment.id
            if restarts and fragment.entry_frames not in ((), end.snapshot.frames):
                self.complain("goes back to the entry with other frames than that has")
        start = fragment.loop_start
        if start is None:
            if fragment.phis:
                self.complain("PHIs without a loop")
            return
        if not 0 <= start <= count:
            self.complain(f"loop marker at {start}")
            return
        lefts: set[int] = set()
        for phi in fragment.phis:
            self.where = f"phi {format_ref(phi.left)} {format_ref(phi.right)}"
            self.reference(phi.left, start)
            self.reference(phi.right, count)
            self.allocated(phi.left)
            self.allocated(phi.right)
            if phi.left.index in lefts:
                self.complain("the left side has two PHIs")
            lefts.add(phi.left.index)
            if phi.left.type is not phi.right.type:
                self.complain("the sides have different types")
            if phi.left is phi.right:
                self.complain("changes nothing")
