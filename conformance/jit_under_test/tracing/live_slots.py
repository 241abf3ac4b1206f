"""Which stack slots a snapshot has to list, over all frames of a recording."""

from typing import TYPE_CHECKING, Final, NamedTuple

from conformance.jit_under_test.bytecode.liveness import Liveness, liveness
from conformance.jit_under_test.runtime.objects import CallInfo, Closure, Proto
from conformance.jit_under_test.runtime.values import PAYLOAD

if TYPE_CHECKING:
    from conformance.jit_under_test.ir.fragment import Frame
    from conformance.jit_under_test.runtime.host.runtime import Runtime
    from conformance.jit_under_test.tracing.recording import Recording


_PROTO: Final = Closure.offset("proto")
_CODE: Final = Proto.offset("code")
_ID: Final = Proto.offset("id")


class LiveRegisters(NamedTuple):
    """The live registers of a prototype whose code is at `code`, by pc."""

    code: int
    live: list[int]

    def at(self, pc: int) -> int:
        """The live registers at a code address."""
        return self.live[(pc - self.code) >> 3]


class LiveSlots:
    """Liveness by prototype, computed once each."""

    def __init__(self, runtime: "Runtime") -> None:
        self.runtime = runtime
        self.memory = runtime.memory
        self.known: dict[int, tuple[object, Liveness]] = {}
        # The inlined frames that were asked for last, and what is live below the innermost.
        self.below: tuple[tuple[Frame, ...], int] = (), 0

    def of_frames(self, recorder: "Recording", pc: int) -> int:
        """The live slots, as bits from the fragment's base, when the innermost frame is at `pc`.

        Lower frames are at the pcs that their callees return to. Called only while the thread's
        frames are those of the recorder.
        """
        frames = recorder.frames
        running = recorder.running
        if running is None:
            running = recorder.running = self.of_frame(recorder.ci)
        live = running.at(pc)
        if not frames:
            return live
        if self.below[0] is not frames:
            self.below = frames, self.of_lower_frames(recorder.ci, frames)
        return live << frames[-1].base_slot | self.below[1]

    def of_lower_frames(self, ci: int, frames: "tuple[Frame, ...]") -> int:
        """The live slots below the innermost frame, which is at `ci`."""
        live = 0
        for depth in range(len(frames), 0, -1):
            frame = frames[depth - 1]
            ci -= CallInfo.size
            below = frames[depth - 2].base_slot if depth > 1 else 0
            # The callee's function slot stands in the caller, extra arguments behind it.
            live |= (1 << frame.base_slot) - (1 << frame.func_slot)
            live |= self.of_frame(ci).at(frame.return_pc) << below
        return live

    def of_frame(self, ci: int) -> "LiveRegisters":
        """The liveness of the prototype that a Lua frame runs."""
        proto = self.proto_of(ci)
        return LiveRegisters(self.memory.read_u64(proto + _CODE), self.of_proto(proto).live)

    def captured(self, ci: int) -> int:
        """The registers of a Lua frame that closures may share with it."""
        return self.of_proto(self.proto_of(ci)).captured

    def captured_slots(self, recorder: "Recording", first: int) -> list[int]:
        """The slots that closures may share, in the recorder's frames from `first` (0: entry) on.

        In another run of the fragment other closures may exist than now.
        """
        found = []
        ci = recorder.ci
        frames = recorder.frames
        for depth in range(len(frames), first - 1, -1):
            base = frames[depth - 1].base_slot if depth else 0
            registers = self.captured(ci)
            found += [base + j for j in range(registers.bit_length()) if registers >> j & 1]
            ci -= CallInfo.size
        return found

    def proto_of(self, ci: int) -> int:
        """The address of the prototype that a Lua frame runs."""
        read = self.memory.read_u64
        return read((read(read(ci)) & PAYLOAD) + _PROTO)

    def of_proto(self, proto: int) -> Liveness:
        """The liveness of a prototype by its address."""
        number = self.memory.read_u32(proto + _ID)
        prototype = self.runtime.prototypes[number]
        found = self.known.get(number)
        if found is None or found[0] is not prototype:
            found = self.known[number] = (prototype, liveness(prototype))
        return found[1]
