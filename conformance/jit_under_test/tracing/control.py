"""The tracer as programs control it by the library `jit` (runtime/host/jit_interface.py).

Callbacks for trace events are Lua functions. They run when the host call is over in which the
events came about, on the running thread, and only where the interpreter goes on with an
instruction: elsewhere the VM keeps what is under way in fields that a call would change, so the
events wait for the next such moment. Nothing is recorded meanwhile, and no function's fragment
entered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.quick import COMPILED_FORM
from conformance.jit_under_test.ir.fragment import Constant, EndKind
from conformance.jit_under_test.optimizer.passes import ALL, Switches
from conformance.jit_under_test.runtime.host.frames import frames, read_frame, saved_pc
from conformance.jit_under_test.runtime.host.jit_interface import TraceInfo, inner_protos
from conformance.jit_under_test.runtime.host.runtime import LuaError
from conformance.jit_under_test.runtime.objects import ACTION_RESUME, CallInfo, Closure, Proto
from conformance.jit_under_test.runtime.values import NIL, PAYLOAD, TABLE, TAG_PROTO, tag_bits
from conformance.jit_under_test.tracing.aborts import Reason
from conformance.jit_under_test.tracing.events import Event, link_type

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.host_calls import HostCalls
    from conformance.jit_under_test.tracing.tracer import Tracer

_LARGEST_COUNT: Final = 0xFFFE  # of the 16-bit counters; the next value stands for never
_TRACEBACK: Final = b"\nstack traceback:\n"
_REASONS: Final = {reason: number for number, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A function and the index of an instruction in it."""

    function: int
    pc: int


class TracerControl:
    """What the library asks of a tracer; made for engines whose programs have the library."""

    def __init__(self, tracer: "Tracer", host: "HostCalls") -> None:
        self.tracer = tracer
        self.runtime = tracer.runtime
        self.host = host
        self.callbacks: list[int] = []
        self.waiting: list[tuple[Event | None, _Place]] = []
        self.begun = _Place(NIL, 0)
        # What callbacks and waiting events refer to.
        self.kept = self.runtime.new_table()
        self.runtime.anchor(self.kept | TABLE)
        tracer.listeners.append(self._note)
        host.hot_loop = self._around(tracer.hot_loop)
        host.hot_exit = self._around(tracer.hot_exit)
        hot_function = self._around(lambda _: tracer.hot_function())
        host.hot_function = lambda: hot_function(0)

    # --- what is on -------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        """Whether anything is recorded."""
        return self.tracer.on

    @property
    def passes(self) -> frozenset[str]:
        """The optimizer's passes in use."""
        return self.tracer.switches.passes

    def switch(self, on: bool) -> None:
        """Record, or record no more."""
        self.tracer.on = on

    def allow(self, protos: Sequence[int], allowed: bool) -> None:
        """Let functions be compiled, or not; what begins in them is taken out of use then."""
        for proto in protos:
            word = tag_bits(TAG_PROTO) | proto
            if allowed:
                self.tracer.refused.discard(word)
                self._restart_counters(proto)
            else:
                self.runtime.anchor(word)
                self.tracer.refused.add(word)
        if not allowed:
            self.flush(protos)

    def use_passes(self, passes: frozenset[str]) -> None:
        """The optimizer's passes from now on."""
        self.tracer.switches = Switches(passes & ALL, fired=self.tracer.fired)

    def set_parameter(self, name: str, value: int) -> None:
        """Set one of LuaJIT's parameters, if the tracer has it."""
        tracer, runtime = self.tracer, self.runtime
        count = min(max(value, 1), _LARGEST_COUNT)
        if name == "hotexit":
            tracer.options = replace(tracer.options, hot_exit=count)
        elif name == "maxside":
            tracer.max_sides = value
        elif name == "maxtrace":
            tracer.options = replace(tracer.options, max_fragments=value)
            self._restart_active()
        elif name == "hotloop":
            # Calls count half, as in LuaJIT.
            hot_call = min(2 * count, _LARGEST_COUNT)
            tracer.options = replace(tracer.options, hot_loop=count, hot_call=hot_call)
            runtime.hot_loop, runtime.hot_call = count, hot_call
            self._restart_active()

    def _restart_active(self) -> None:
        """Count anew what active functions do."""
        for proto in self._active_protos():
            self._restart_counters(proto)

    def _active_protos(self) -> list[int]:
        """The prototypes of active functions, and those in them."""
        found: dict[int, None] = {}
        for frame in frames(self.runtime):
            if frame.prototype is not None and not frame.lost:
                proto = self._proto_of(frame.function)
                found.update(dict.fromkeys((proto, *inner_protos(self.runtime, proto))))
        return list(found)

    def _proto_of(self, function: int) -> int:
        return self.runtime.memory.read_u64((function & PAYLOAD) + Closure.offset("proto"))

    def _restart_counters(self, proto: int) -> None:
        """Count anew until the function and its loops are hot."""
        memory, options = self.runtime.memory, self.tracer.options
        view = Proto.view(memory, proto)
        self.tracer.tries.pop(proto, None)
        self.tracer.given_up.discard(proto)
        if view.entry_fragment == 0:
            view.hot_calls = options.hot_call
        for address in range(view.code, view.code + 8 * view.sizecode, 8):
            if memory.read_u64(address) & 0xFF in COMPILED_FORM:
                self.tracer.tries.pop(address, None)
                self.tracer.given_up.discard(address)
                memory.write_u16(address + 2, options.hot_loop)

    # --- traces -----------------------------------------------------------------------------

    def flush(self, protos: Sequence[int] | None = None) -> None:
        """Take the fragments that begin in functions out of use, or all."""
        entries = self.tracer.entries
        if protos is None:
            numbers = list(entries.by_number)
        else:
            numbers = entries.of_protos(frozenset(protos))
        touched = self.tracer.flush(numbers)
        for proto in touched:
            self._restart_counters(proto)
        if protos is None:
            self.tracer.left_early.clear()
            self.tracer.short_loops.clear()
            if self.callbacks:
                self._wait(None, _Place(NIL, 0))

    def flush_trace(self, number: int) -> None:
        """Take one root fragment out of use, with what continues it."""
        if number in self.tracer.entries.by_number:
            for proto in self.tracer.flush([number]):
                self._restart_counters(proto)

    def trace(self, number: int) -> TraceInfo | None:
        """A trace in use."""
        installed = self.tracer.installed.get(number)
        if installed is None or installed.root in self.tracer.flushed:
            return None
        fragment, compiled = installed.fragment, installed.compiled
        constants = {
            id(arg)
            for ins in fragment.instructions
            for arg in ins.args
            if isinstance(arg, Constant)
        }
        link = fragment.end.target or (number if fragment.end.kind is EndKind.LOOP else 0)
        return TraceInfo(
            nins=len(fragment.instructions),
            nk=len(constants),
            nexit=len(fragment.snapshots),
            link=link,
            linktype=link_type(fragment),
            code=compiled.code,
            address=compiled.address,
            loop=compiled.loop or 0,
        )

    # --- callbacks --------------------------------------------------------------------------

    def attach(self, callback: int) -> None:
        """Call a function for every trace event."""
        self.callbacks.append(callback)
        self._keep(len(self.callbacks), callback)

    def detach(self, callback: int) -> None:
        """Call it no more."""
        for index in range(len(self.callbacks)):
            self._keep(index + 1, NIL)
        self.callbacks = [other for other in self.callbacks if other != callback]
        for index, other in enumerate(self.callbacks, 1):
            self._keep(index, other)

    def _keep(self, key: int, word: int) -> None:
        self.runtime.call("table_set_int", self.kept, key & 0xFFFF_FFFF_FFFF_FFFF, word)

    def _note(self, event: Event) -> None:
        if self.callbacks:
            self._wait(event, self.begun)

    def _wait(self, event: Event | None, place: _Place) -> None:
        self.waiting.append((event, place))
        self._keep(-len(self.waiting), place.function)

    def _around(self, hot: Callable[[int], int]) -> Callable[[int], int]:
        """A host call of the tracer, and the callbacks for what it has done."""

        def call(argument: int) -> int:
            if not self.callbacks or self.tracer.recording:
                return hot(argument)
            self.begun = self._here()
            self._keep(0, self.begun.function)
            action = hot(argument)
            if action == ACTION_RESUME and self.waiting:
                self._tell()
            return action

        return call

    def _here(self) -> _Place:
        """The running function and its next instruction."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        pc = saved_pc(self.runtime, frame) if frame.prototype is not None else 0
        return _Place(frame.function, pc)

    def _tell(self) -> None:
        """Call the callbacks for the events that wait."""
        thread = self.runtime.thread()
        top = thread.top - thread.stack
        # Above the registers of the running function, whatever the top is between instructions.
        limit = self.runtime.memory.read_u64(thread.ci + CallInfo.offset("top"))
        thread.top = max(thread.top, limit)
        self.tracer.set_recording(True)
        try:
            for index, (event, begun) in enumerate(self.waiting, 1):
                for arguments in self._arguments(event, begun):
                    self._call_back(arguments)
                self._keep(-index, NIL)
        finally:
            self.waiting.clear()
            self.tracer.set_recording(False)
            thread = self.runtime.thread()
            thread.top = thread.stack + top

    def _arguments(self, event: Event | None, begun: _Place) -> list[list[int]]:
        """The arguments of the calls for an event: its beginning and its end; None is a flush."""
        word = self.runtime.from_python
        if event is None:
            return [[word(b"flush")]]
        number = word(float(event.number or self.tracer.next_number))
        start = [word(b"start"), number, begun.function, word(float(begun.pc))]
        if event.parent is not None:
            exit_ = self.tracer.exits[event.parent]
            start += [word(float(exit_.fragment)), word(float(exit_.snapshot.index))]
        here = self._here()
        end = [number, here.function, word(float(here.pc))]
        if event.reason is None:
            return [start, [word(b"stop"), *end]]
        code = word(float(_REASONS[event.reason]))
        return [start, [word(b"abort"), *end, code, word(event.outcome.encode())]]

    def _call_back(self, arguments: Sequence[int]) -> None:
        for callback in tuple(self.callbacks):
            try:
                self.runtime.call_value(callback, arguments, 0)
            except LuaError as error:
                text = self.host.error_text(error.value) or b"nil"
                text = text.partition(_TRACEBACK)[0]  # the run's message handler has seen it
                self.host.stderr(b"ERROR in 'trace' vmevent: " + text + b"\n")
