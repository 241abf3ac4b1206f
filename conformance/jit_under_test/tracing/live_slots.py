"""Which stack slots a snapshot has to list, over all frames of a recording."""

from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.liveness import captured_registers, live_registers
from conformance.jit_under_test.runtime.objects import CallInfo, Closure, Proto
from conformance.jit_under_test.runtime.values import PAYLOAD

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime
    from conformance.jit_under_test.tracing.recording import Recording


class LiveSlots:
    """Liveness by prototype, computed once each."""

    def __init__(self, runtime: "Runtime") -> None:
        self.runtime = runtime
        self.memory = runtime.memory
        self.known: dict[int, tuple[object, list[int], int]] = {}

    def of_frames(self, recorder: "Recording", pc: int) -> int:
        """The live slots, as bits from the fragment's base, when the innermost frame is at `pc`.

        Lower frames are at the pcs that their callees return to. Called only while the thread's
        frames are those of the recorder.
        """
        ci = recorder.ci
        frames = recorder.frames
        live = 0
        for depth in range(len(frames), -1, -1):
            base = frames[depth - 1].base_slot if depth else 0
            live |= self.at(ci, pc) << base
            if depth:
                # The callee's function slot stands in the caller, extra arguments behind it.
                func = frames[depth - 1].func_slot
                live |= (1 << base) - (1 << func)
                pc = frames[depth - 1].return_pc
                ci -= CallInfo.size
        return live

    def at(self, ci: int, pc: int) -> int:
        """The live registers of a Lua frame at a code address."""
        proto = self.proto_of(ci)
        code = self.memory.read_u64(proto + Proto.offset("code"))
        return self.of_proto(proto)[1][(pc - code) >> 3]

    def captured(self, ci: int) -> int:
        """The registers of a Lua frame that closures may share with it."""
        return self.of_proto(self.proto_of(ci))[2]

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
        return read((read(read(ci)) & PAYLOAD) + Closure.offset("proto"))

    def of_proto(self, proto: int) -> tuple[object, list[int], int]:
        """The host's prototype, its live registers by pc, its captured registers."""
        number = self.memory.read_u32(proto + Proto.offset("id"))
        prototype = self.runtime.prototypes[number]
        found = self.known.get(number)
        if found is None or found[0] is not prototype:
            found = (prototype, live_registers(prototype), captured_registers(prototype))
            self.known[number] = found
        return found
