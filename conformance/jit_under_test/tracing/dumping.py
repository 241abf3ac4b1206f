"""Dumps of traces: for every recording its bytecode, its IR behind each pass, its machine code.

    ---- TRACE 2 start 1/3 nbody.lua:15 side
    ---- TRACE 2 bytecode
    nbody.lua:15	0012	ADD ...
    ---- TRACE 2 IR behind dce
    v0 = ...
    ---- TRACE 2 code
    ---- TRACE 2 stop -> 1

IR has its snapshots in front of the first instruction that uses them. "emitted" is what the
recorder asked for, one line each, with what folding or common subexpression elimination put in its
place at once: so IR "recorded" is that behind these two.
"""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.tracing.events import Event
from conformance.jit_under_test.tracing.report import assembly_text, ir_text
from conformance.jit_under_test.tracing.watched import Journal, WatchedRecorder

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.tracer import Tracer

# Part -> what it shows of a trace.
PARTS: Final = {
    "bytecode": "the VM instructions recorded, calls indented",
    "emitted": "what the recorder emitted, and what replaced it at once",
    "passes": "IR as recorded, and behind each pass",
    "ir": "IR as compiled",
    "code": "machine code under the IR that it was made for",
}
DEFAULT_PARTS: Final = ("bytecode", "passes", "code")


class TraceDump:
    """Writes the chosen parts of every recording of a tracer, as it ends."""

    def __init__(
        self, tracer: "Tracer", parts: Collection[str], write: Callable[[str], object]
    ) -> None:
        self.tracer = tracer
        self.parts = parts
        self.write = write
        self.journal = Journal()
        self.forms: list[tuple[str, str]] = []  # what was done, text behind it
        self.latest = ""
        tracer.make_recorder = self.recorder
        tracer.behind_pass = self.behind_pass
        tracer.listeners.append(self.show)

    def recorder(self, *args: Any) -> WatchedRecorder:
        """A recorder with a new journal, instead of a plain one."""
        self.journal, self.forms, self.latest = Journal(), [], ""
        return WatchedRecorder(self.journal, *args)

    def behind_pass(self, name: str, fragment: Fragment) -> None:
        """Note the fragment behind a pass, or as recorded."""
        text = format_fragment(fragment)
        if text == self.latest:
            self.forms.append((f"{name} (unchanged)", ""))
        else:
            self.forms.append((name, text))
            self.latest = text

    def show(self, event: Event) -> None:
        """Write what is known of a recording."""
        number = "---" if event.number is None else str(event.number)
        head = f"---- TRACE {number}"
        origin = ""
        if event.parent is not None:
            exit_ = self.tracer.exits[event.parent]
            origin = f"{exit_.fragment}/{exit_.snapshot.index} "
        lines = [f"{head} start {origin}{event.name} {event.kind}"]
        for title, text in self._sections(event.number):
            lines += [f"{head} {title}", *text.splitlines()]
        lines.append(f"{head} {'abort' if event.number is None else 'stop'} {event.outcome}")
        self.write("\n".join(lines) + "\n\n")

    def _sections(self, number: int | None) -> Iterator[tuple[str, str]]:
        if "bytecode" in self.parts:
            yield "bytecode", "\n".join(self.journal.bytecode())
        if "emitted" in self.parts:
            yield "emitted", "\n".join(self.journal.emitted)
        if "passes" in self.parts:
            for name, text in self.forms:
                yield f"IR {name}", text
        if number is None:
            return
        installed = self.tracer.installed[number]
        if "ir" in self.parts:
            yield "IR", ir_text(self.tracer, installed)
        if "code" in self.parts:
            yield "code", assembly_text(self.tracer, installed)
