"""Which stack slots a snapshot has to list, over all frames of a recording."""

from typing import TYPE_CHECKING

from conformance.jit_under_test.bytecode.liveness import live_registers
from conformance.jit_under_test.runtime.objects import CallInfo, Closure, Proto
from conformance.jit_under_test.runtime.values import PAYLOAD

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime
    from conformance.jit_under_test.tracing.recorder import Recorder


class LiveSlots:
    """Liveness by prototype, computed once each."""

    def __init__(self, runtime: "Runtime") -> None:
        self.runtime = runtime
        self.memory = runtime.memory
        self.known: dict[int, tuple[object, list[int]]] = {}

    def of_frames(self, recorder: "Recorder", pc: int) -> int:
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
                # The callee's function slot and all that it returns to stand in the caller.
                live |= 1 << frames[depth - 1].func_slot
                pc = frames[depth - 1].return_pc
                ci -= CallInfo.size
        return live

    def at(self, ci: int, pc: int) -> int:
        """The live registers of a Lua frame at a code address."""
        read = self.memory.read_u64
        function = read(read(ci)) & PAYLOAD
        proto = read(function + Closure.offset("proto"))
        code = read(proto + Proto.offset("code"))
        number = self.memory.read_u32(proto + Proto.offset("id"))
        prototype = self.runtime.prototypes[number]
        found = self.known.get(number)
        if found is None or found[0] is not prototype:
            found = self.known[number] = (prototype, live_registers(prototype))
        return found[1][(pc - code) >> 3]
