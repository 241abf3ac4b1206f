"""The tracer: what happens when code is hot. Records, optimizes, compiles, installs, links.

A root fragment is entered from a loop edge, whose instruction is changed to its compiled form
and given the fragment's number, or from a function's first instruction. A side fragment is
entered from an exit: the exit's descriptor, which every exit jumps through, gets its address.
"""

import struct
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from conformance.jit_under_test.backends.protocol import Inheritance, fragment_symbol
from conformance.jit_under_test.backends.regalloc import OutOfSpillSlots
from conformance.jit_under_test.bytecode.opcodes import Op
from conformance.jit_under_test.bytecode.quick import COMPILED_FORM, QuickInstruction
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.interpreter.transfer import TIER_RECORDING
from conformance.jit_under_test.ir.fragment import EndKind, Fragment, Snapshot, kept_from
from conformance.jit_under_test.ir.ops import COLD_GUARDS
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.optimizer.fold import Fired
from conformance.jit_under_test.optimizer.loop import LoopUnstable, self_link
from conformance.jit_under_test.optimizer.passes import ALL, Switches, optimize
from conformance.jit_under_test.runtime.exits import ExitDescriptor
from conformance.jit_under_test.runtime.host.frames import read_frame
from conformance.jit_under_test.runtime.host.runtime import LuaError, Runtime, Unwound
from conformance.jit_under_test.runtime.memory_map import (
    CODE_BASE,
    CODE_SIZE,
    EXIT_LIMIT,
    EXIT_TABLE,
    FRAGMENT_LIMIT,
    FRAGMENT_TABLE,
)
from conformance.jit_under_test.runtime.objects import (
    ACTION_RESUME,
    FRAME_CCALL,
    CallInfo,
    Closure,
    Proto,
)
from conformance.jit_under_test.runtime.values import (
    FUNCTION,
    NIL,
    PAYLOAD,
    TABLE,
    TAG_PROTO,
    tag_bits,
)
from conformance.jit_under_test.tracing.aborts import Aborted, Reason
from conformance.jit_under_test.tracing.entries import Entries, Entry
from conformance.jit_under_test.tracing.events import Event, link_text
from conformance.jit_under_test.tracing.faults import plant
from conformance.jit_under_test.tracing.forcing import FORCE, Forcing
from conformance.jit_under_test.tracing.limits import (
    MAX_CHAIN,
    MAX_INHERITED,
    MAX_INHERITED_SPILLS,
    MAX_SIDES,
    PATIENCE,
    SHORT_LOOP,
    TRIES,
    TRIES_BY_REASON,
)
from conformance.jit_under_test.tracing.live_slots import LiveSlots
from conformance.jit_under_test.tracing.recorder import Recorder
from conformance.jit_under_test.tracing.recording import Start
from conformance.jit_under_test.tracing.table_recorder import LAYOUT
from conformance.jit_under_test.tracing.taken_over import take_over, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conformance.jit_under_test.backends.protocol import Backend, CompiledFragment
    from conformance.jit_under_test.options import Options

# All fields of an ExitDescriptor, which are written at once: there are hundreds in a short run.
_DESCRIPTOR: Final = struct.Struct("<QQIIIIQQ16x")
assert _DESCRIPTOR.size == ExitDescriptor.size
NEVER_HOT: Final = 0xFFFF
MIN_FUNCTION: Final = 20  # VM instructions; shorter functions cost more to enter than they save
CODE_ALIGNMENT: Final = 16
RECURSION_DISTANCE: Final = 8  # frames looked through for the function that calls itself


@dataclass(frozen=True, slots=True)
class Installed:
    """A compiled fragment in place. `exits[k]` is the exit id of snapshot k."""

    fragment: Fragment
    compiled: "CompiledFragment"
    exits: tuple[int, ...]
    parent: int | None  # the exit that a side fragment continues
    tree: str  # the kind of its root fragment
    root: int  # the number of that fragment
    chain: int = 0  # of side fragments in a row that take values over from registers


class Exit(NamedTuple):
    """Where an exit id belongs."""

    fragment: int
    snapshot: Snapshot
    returns: bool = False  # from the entry frame; the snapshot's state is there no more
    forced: bool = False  # taken only where an exit is forced


def make_backend(arch: Arch, plain: bool = False) -> "Backend":
    """The backend of an architecture, for the runtime's layout; `plain` as in `allocate`."""
    if arch is Arch.X64:
        from conformance.jit_under_test.backends.x64.backend import X64Backend

        return X64Backend(LAYOUT, plain=plain)
    from conformance.jit_under_test.backends.a64.backend import A64Backend

    return A64Backend(LAYOUT, plain=plain)


def _drop_clock(fragment: Fragment) -> None:
    """Nobody counts VM instructions: spare compiled code the counting."""
    fragment.preamble_clock = fragment.loop_clock = 0
    for snapshot in fragment.snapshots:
        snapshot.clock = 0


class Tracer:
    """The tracing tier of one engine."""

    def __init__(self, runtime: Runtime, options: "Options") -> None:
        self.runtime = runtime
        self.memory = runtime.memory
        self.options = options
        self.fired: Fired = set()  # folding rules that were applied
        self.switches = Switches(ALL - options.disabled_passes, fired=self.fired)
        self.backend = make_backend(runtime.machine.arch, options.plain_registers)
        self.installed: dict[int, Installed] = {}
        self.exits: list[Exit] = []
        self.events: list[Event] = []
        self.listeners: list[Callable[[Event], object]] = []
        self.make_recorder: Callable[..., Recorder] = Recorder
        self.behind_pass: Callable[[str, Fragment], None] | None = None
        self.aborts: dict[Reason, int] = {}
        self.tries: dict[int, int] = {}  # failed recordings by place
        self.sides: Counter[int] = Counter()  # side fragments by the number of their root
        self.given_up: set[int] = set()  # places that were tried often enough
        self.abort = Reason.ERROR  # of the last recording that failed
        self.functions: dict[int, int] = {}  # entry address -> number of a function's fragment
        self.recursive: set[int] = set()  # prototypes
        self.left_early: Counter[int] = Counter()  # by loop edge: recordings that left the loop
        self.plain_constructors: set[int] = set()  # by the code behind their NEWTABLE
        self.short_loops: set[int] = set()  # loop edges of which there were some
        self.forcing = Forcing(self.memory, options.force) if options.force else None
        self.liveness = LiveSlots(runtime)
        self.next_code = CODE_BASE
        self.next_number = 1
        self.recording = False
        self.on = True
        self.refused: set[int] = set()  # tagged prototypes that are not to be compiled
        self.max_sides = MAX_SIDES
        self.entries = Entries(self.memory)
        self.flushed: set[int] = set()  # numbers of root fragments
        self.stale = False  # something was flushed during this recording
        self.symbols: dict[str, int] = dict(runtime.symbols)
        runtime.vm.fragment_entry = FRAGMENT_TABLE
        self.memory.write_u64(FRAGMENT_TABLE, self.symbols["jit_leave"])
        self.anchors = runtime.new_table()
        self.anchored: dict[int, None] = {}  # in the order of their places in `anchors`
        runtime.anchor(self.anchors | TABLE)

    # --- what is hot ------------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """Whether there are as many fragments as may be made."""
        most = self.options.max_fragments
        return len(self.installed) >= (FRAGMENT_LIMIT if most is None else most)

    def hot_loop(self, word_address: int) -> int:
        """A loop edge is hot; savedpc is where it leads. Answers with an ACTION_*."""
        if self.recording or not self._may_record():
            count = NEVER_HOT if self.full else self.options.hot_loop
            self.memory.write_u16(word_address + 2, count)
            return ACTION_RESUME
        edge = QuickInstruction(self.memory.read_u64(word_address))
        index = edge.a if edge.quick.op is Op.FORLOOP else None
        recorder = self._recorder("loop", index=index)
        action, number = self._record(recorder, "loop", None)
        word = self.memory.read_u64(word_address)
        plain = word & 0xFF
        if number is not None and plain in COMPILED_FORM:
            word = word & ~0xFF_00FF & ~0xFFFF_0000 | word & 0xFF00
            word |= COMPILED_FORM[plain] | number << 16
            self._enter(number, word_address, word)
        else:
            self.memory.write_u16(word_address + 2, self._loop_count(word_address))
            self.left_early[word_address] += self.abort is Reason.RETURN
            if self.left_early[word_address] >= SHORT_LOOP:
                self.short_loops.add(word_address)
        return action

    def hot_function(self) -> int:
        """A hot function's frame was pushed. Answers with an ACTION_*."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        proto = self.memory.read_u64((frame.function & PAYLOAD) + Closure.offset("proto"))
        view = Proto.view(self.memory, proto)
        if not self._may_record():
            view.hot_calls = NEVER_HOT if self.full else self.options.hot_call
            return ACTION_RESUME
        if self._calls_itself(proto):
            self.recursive.add(proto)
        elif len(self.runtime.prototypes[view.id].code) < MIN_FUNCTION:
            # Its callers' fragments will have it inlined; but it may call itself some time.
            view.hot_calls = NEVER_HOT - 1
            return ACTION_RESUME
        recorder = self._recorder("function")
        action, number = self._record(recorder, "function", None)
        if number is not None:
            self._enter(number, proto + Proto.offset("entry_fragment"), self._entry(number), proto)
            self.functions[self._entry(number)] = number
        else:
            view.hot_calls = self._loop_count(proto)
        return action

    def hot_exit(self, exit_: int) -> int:
        """An exit was taken often; its state is in memory. Answers with an ACTION_*."""
        snapshot = self.exits[exit_].snapshot
        if self.exits[exit_].returns:
            return self.hot_return(exit_)
        descriptor = EXIT_TABLE + exit_ * ExitDescriptor.size
        vm = self.runtime.vm
        left = self.installed[self.exits[exit_].fragment]
        idle = self.recording or not self._may_record() or left.root in self.flushed
        if idle or vm.clock >= vm.clock_limit:
            count = descriptor + ExitDescriptor.offset("count")
            self.memory.write_u32(count, 0 if self.full else self.options.hot_exit)
            return ACTION_RESUME
        if self.sides[left.root] >= self.max_sides:
            self.memory.write_u32(descriptor + ExitDescriptor.offset("count"), 0)
            return ACTION_RESUME
        open_top = kept_from(snapshot.top) is not None
        if open_top:
            above = snapshot.frames[-1].base_slot if snapshot.frames else 0
            snapshot = replace(snapshot, top=above + self._top())
        inheritance = None if open_top else self._inheritance(self.exits[exit_])
        recorder = self._recorder("side", snapshot, left.tree, open_top)
        if inheritance is not None:
            take_over(recorder, snapshot, left.fragment.pool)
        action, number = self._record(recorder, "side", exit_, inheritance)
        if number is not None:
            self.sides[left.root] += 1
            if inheritance is None or inheritance.from_memory:
                self.memory.write_u64(descriptor, self._entry(number))
            compiled = self.installed[number].compiled
            if compiled.direct is not None:
                direct = descriptor + ExitDescriptor.offset("direct")
                self.memory.write_u64(direct, compiled.address + compiled.direct)
        else:
            again = self._next_try(exit_, self.options.hot_exit)
            self.memory.write_u32(descriptor + ExitDescriptor.offset("count"), again or 0)
        return action

    def hot_return(self, exit_: int) -> int:
        """A fragment returned often to code that isn't compiled. Answers with an ACTION_*."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        call = self.memory.read_u64(frame.ci + CallInfo.offset("savedpc")) - 8
        count = EXIT_TABLE + exit_ * ExitDescriptor.size + ExitDescriptor.offset("count")
        vm = self.runtime.vm
        self.memory.write_u32(count, 0 if self.full else self.options.hot_exit)
        idle = self.recording or not self._may_record() or call in self.given_up
        if idle or vm.clock >= vm.clock_limit:
            return ACTION_RESUME
        word = self.memory.read_u64(call)
        wants_all = not word >> 48
        top = self._top() if wants_all else None
        recorder = self._recorder("return", Snapshot(top=top), open_top=wants_all)
        action, number = self._record(recorder, "return", exit_)
        if number is not None:
            self._enter(number, call, self.memory.read_u64(call) & ~0xFFFF_0000 | number << 16)
        else:
            again = self._next_try(call, self.options.hot_exit)
            self.memory.write_u32(count, again or self.options.hot_exit)
        return action

    def _may_record(self) -> bool:
        """Whether code that is hot is to be compiled: the running function's, and any."""
        if not self.on or self.full:
            return False
        return not self.refused or tag_bits(TAG_PROTO) | self._running_proto() not in self.refused

    def _enter(self, number: int, address: int, word: int, proto: int | None = None) -> None:
        """Have a word of the heap lead to a fragment."""
        before = self.memory.read_u64(address)
        owner = self._running_proto() if proto is None else proto
        self.memory.write_u64(address, word)
        self.entries.add(number, Entry(address, word, before, owner))

    def flush(self, numbers: "Iterable[int]") -> list[int]:
        """Take root fragments out of use; the prototypes where that changed something."""
        self.stale = True
        self.flushed.update(numbers)
        removed = [self.entries.remove(number) for number in numbers]
        return [entry.proto for entry in removed if entry is not None]

    def _top(self) -> int:
        """The slot that the thread's top is."""
        thread = self.runtime.thread()
        return (thread.top - thread.base) >> 3

    def _calls_itself(self, proto: int) -> bool:
        """Is the running function, of this prototype, active in a nearby frame below, too?"""
        ci = self.runtime.thread().ci
        base = self.runtime.thread().base_ci
        for _ in range(RECURSION_DISTANCE):
            ci -= CallInfo.size
            if ci <= base:
                return False
            function = self.memory.read_u64(self.memory.read_u64(ci))
            if function >> 47 == FUNCTION >> 47:
                offset = Closure.offset("proto")
                if self.memory.read_u64((function & PAYLOAD) + offset) == proto:
                    return True
        return False

    def _function(self, proto: int) -> int | None:
        """The number of the fragment at a prototype's first instruction."""
        return self.functions.get(Proto.view(self.memory, proto).entry_fragment)

    def _loop_count(self, place: int) -> int:
        """The counter of a loop edge or function whose recording failed."""
        again = self._next_try(place, self.options.hot_loop)
        return NEVER_HOT if again is None else min(again, NEVER_HOT - 1)

    def _next_try(self, place: int, threshold: int) -> int | None:
        """How often a place whose recording failed has to be passed before the next one.

        None when it has been tried often enough.
        """
        tries = self.tries[place] = self.tries.get(place, 0) + 1
        if tries >= TRIES_BY_REASON.get(self.abort, TRIES):
            self.given_up.add(place)
            return None
        return threshold << tries * PATIENCE.get(self.abort, 1)

    # --- recording --------------------------------------------------------------------------

    def _recorder(
        self,
        kind: str,
        snapshot: Snapshot | None = None,
        tree: str | None = None,
        open_top: bool = False,
        index: int | None = None,
    ) -> Recorder:
        frames, top = (snapshot.frames, snapshot.top) if snapshot is not None else ((), None)
        number = self.next_number
        own = self._running_proto() if kind == "function" else 0
        return self.make_recorder(
            self.runtime,
            Start(number, self._place(), kind, tree or kind, frames, top, open_top, index),
            self.switches,
            self.liveness,
            self._anchor,
            lambda proto: number if proto == own else self._function(proto),
            self.recursive,
            self.plain_constructors,
            self.short_loops,
            self.forcing is not None,
        )

    def _running_proto(self) -> int:
        """The prototype of the innermost frame's Lua function."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        return self.memory.read_u64((frame.function & PAYLOAD) + Closure.offset("proto"))

    def _place(self) -> str:
        """File and line of the current instruction."""
        frame = read_frame(self.runtime, self.runtime.thread().ci)
        if frame.prototype is None:
            return "?"
        proto = self.memory.read_u64((frame.function & PAYLOAD) + Closure.offset("proto"))
        code = self.memory.read_u64(proto + Proto.offset("code"))
        pc = (self.memory.read_u64(frame.ci + CallInfo.offset("savedpc")) - code) >> 3
        lines = frame.prototype.lineinfo
        line = lines[pc] if pc < len(lines) else 0
        source = chunk_id(frame.prototype.source).decode("utf-8", "replace")
        return f"{source}:{line}"

    def _inheritance(self, exit_: Exit) -> Inheritance | None:
        """Where the fragment of an exit has the values of its snapshot, if they can stay there."""
        left = self.installed[exit_.fragment]
        compiled, snapshot = left.compiled, exit_.snapshot
        if snapshot.top is not None or left.chain >= MAX_CHAIN:
            return None
        if compiled.spill_slots > MAX_INHERITED_SPILLS:
            return None
        places = {}
        for slot, ref in values_of(snapshot):
            place = compiled.locations[ref.index]
            assert place is not None, "a snapshot's value is somewhere"
            places[slot] = place
        if len(places) > MAX_INHERITED:
            return None
        return Inheritance(
            places, snapshot.clock, compiled.spill_slots, from_memory=not snapshot.objects
        )

    def _record(
        self,
        recorder: Recorder,
        kind: str,
        parent: int | None,
        inheritance: Inheritance | None = None,
    ) -> tuple[int, int | None]:
        """Record, compile and install. The action to go on with, and the fragment's number."""
        action = ACTION_RESUME
        kept = len(self.anchored)
        own_proto = self._running_proto()
        self.set_recording(True)
        self.stale = False
        try:
            action = recorder.record()
            fragment = recorder.fragment
            assert fragment is not None
            if self.stale:
                raise Aborted(Reason.FLUSHED)
            recursive = own_proto in self.recursive
            if kind == "function" and recorder.count < MIN_FUNCTION and not recursive:
                raise Aborted(Reason.TOO_SHORT)
            number = self._install(fragment, parent, recorder.start.tree, inheritance)
        except Aborted as abort:
            self._release(kept)
            self._note_abort(recorder, kind, parent, abort.reason, str(abort))
            return abort.action if recorder.fragment is None else action, None
        except Unwound as unwound:
            self._release(kept)
            self._note_abort(recorder, kind, parent, Reason.ERROR, Reason.ERROR.value)
            return unwound.action, None
        finally:
            self.set_recording(False)
        made = self.installed[number].fragment
        self._note(Event(kind, recorder.start.name, parent, number, link_text(made)))
        return action, number

    def set_recording(self, recording: bool) -> None:
        """Calls made while recording run no function's fragment, and start no other recording."""
        self.recording = recording
        vm = self.runtime.vm
        vm.tier_flags = vm.tier_flags & ~TIER_RECORDING | (TIER_RECORDING if recording else 0)

    def _note(self, event: Event) -> None:
        self.events.append(event)
        for listener in self.listeners:
            listener(event)

    def _note_abort(
        self, recorder: Recorder, kind: str, parent: int | None, reason: Reason, text: str
    ) -> None:
        self.abort = reason
        self.aborts[reason] = self.aborts.get(reason, 0) + 1
        outcome = f"{text} at {self._place()}"
        self._note(Event(kind, recorder.start.name, parent, None, outcome, reason))

    def _anchor(self, word: int) -> None:
        """Keep an object alive that a fragment refers to, while it is recorded and afterwards.

        Raises Aborted, also for a prototype that is not to be compiled.
        """
        if word in self.refused:
            raise Aborted(Reason.REFUSED)
        if word not in self.anchored:
            try:
                self.runtime.call("table_set_int", self.anchors, len(self.anchored) + 1, word)
            except LuaError:
                raise Aborted(Reason.MEMORY) from None
            self.anchored[word] = None

    def _release(self, kept: int) -> None:
        """Forget all anchored objects but the first `kept`: what referred to them is dropped."""
        while len(self.anchored) > kept:
            self.runtime.call("table_set_int", self.anchors, len(self.anchored), NIL)
            self.anchored.popitem()

    # --- compiling --------------------------------------------------------------------------

    def _install(
        self,
        fragment: Fragment,
        parent: int | None,
        tree: str,
        inheritance: Inheritance | None = None,
    ) -> int:
        """Optimize and compile a recorded fragment and write it to code memory."""
        if self.behind_pass is not None:
            self.behind_pass("as recorded", fragment)
        try:
            fragment = optimize(fragment, self.switches, watch=self.behind_pass)
        except LoopUnstable:
            try:
                fragment = optimize(self_link(fragment), self.switches, watch=self.behind_pass)
            except LoopUnstable as unstable:
                raise Aborted(Reason.LOOP_UNSTABLE, str(unstable)) from None
        if not self.runtime.clocked:
            _drop_clock(fragment)
        plant(fragment, self.options.faults)
        sites = self.forcing.instrument(fragment) if self.forcing is not None else ()
        address = self.next_code
        first = len(self.exits)
        exit_ids = tuple(range(first, first + len(fragment.snapshots)))
        # It may link to itself. If it is given up, the next one gets its number.
        symbols, own = self.symbols, fragment_symbol(fragment.id)
        symbols[own] = address
        try:
            compiled = self.backend.compile(fragment, address, symbols, exit_ids, inheritance)
        except OutOfSpillSlots:
            raise Aborted(Reason.SPILLS) from None
        full = address + len(compiled.code) > CODE_BASE + CODE_SIZE
        full = full or first + len(exit_ids) > EXIT_LIMIT
        if full or fragment.id >= FRAGMENT_LIMIT:
            raise Aborted(Reason.CODE_FULL)
        self.runtime.machine.write_code(address, compiled.code)
        self.next_code = (address + len(compiled.code) + CODE_ALIGNMENT - 1) & -CODE_ALIGNMENT
        symbols[own] = address + compiled.entry
        # The interpreter runs the collector: a side fragment in its place would not.
        cold = {id(ins.snapshot) for ins in fragment.instructions if ins.op in COLD_GUARDS}
        end = fragment.end
        if end.kind is EndKind.STOP:
            cold.add(id(end.snapshot))
        forced: set[int] = set()
        if self.forcing is not None:
            forced = {id(ins.snapshot) for ins in fragment.instructions if ins.op is FORCE}
        target, direct = symbols["jit_leave"], symbols["jit_exit"]
        descriptors = bytearray()
        for snapshot in fragment.snapshots:
            hot = 0 if id(snapshot) in cold else self.options.hot_exit
            returns = end.kind is EndKind.RETURN and snapshot is end.snapshot
            self.exits.append(Exit(fragment.id, snapshot, returns, id(snapshot) in forced))
            record = compiled.exit_records.get(snapshot.index)
            place = 0 if record is None else address + record
            ccalls = sum([1 for frame in snapshot.frames if frame.flags & FRAME_CCALL])
            descriptors += _DESCRIPTOR.pack(
                target, direct, hot, fragment.id, snapshot.index, ccalls, 0, place
            )
        self.memory.write_bytes(EXIT_TABLE + first * ExitDescriptor.size, descriptors)
        entry = address + compiled.entry
        self.memory.write_u64(FRAGMENT_TABLE + 8 * fragment.id, entry)
        root = fragment.id
        if parent is not None and fragment.kind == "side":
            root = self.installed[self.exits[parent].fragment].root
        chain = 0
        if parent is not None and inheritance is not None:
            chain = self.installed[self.exits[parent].fragment].chain + 1
        self.installed[fragment.id] = Installed(
            fragment, compiled, exit_ids, parent, tree, root, chain
        )
        if self.forcing is not None:
            self.forcing.install(sites)
        self.next_number += 1
        return fragment.id

    def _entry(self, number: int) -> int:
        return self.memory.read_u64(FRAGMENT_TABLE + 8 * number)
