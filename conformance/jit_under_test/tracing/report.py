"""What the tracer did and made, as text: events, fragments, machine code.

An event is one line, in the manner of LuaJIT's -jv:

    [FRAGMENT   1 nbody.lua:12 loop]
    [FRAGMENT   2 (1/3) nbody.lua:15 link to 1]
    [FRAGMENT --- nbody.lua:30 function -- too short to be worth compiling at nbody.lua:31]

The number in front is the fragment's; `(1/3)` says that it continues exit 3 of fragment 1.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from conformance.jit_under_test.backends.protocol import fragment_symbol
from conformance.jit_under_test.ir.fragment import Snapshot
from conformance.jit_under_test.ir.text import format_fragment, format_instruction, format_snapshot
from conformance.jit_under_test.machine.protocol import Arch

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.tracer import Event, Installed, Tracer

_ADDRESS = re.compile(r"#?0x([0-9a-f]{6,})\b")


@dataclass(frozen=True, slots=True)
class _Line:
    """One machine instruction."""

    address: int
    text: str


def event_line(tracer: "Tracer", event: "Event") -> str:
    """The event as one line."""
    number = "---" if event.number is None else str(event.number).rjust(3)
    words = [f"[FRAGMENT {number}"]
    if event.parent is not None:
        exit_ = tracer.exits[event.parent]
        words.append(f"({exit_.fragment}/{exit_.snapshot.index})")
    words.append(event.name)
    if event.kind == "function":
        words.append("function")
    if event.number is None:
        words.append("--")
    return " ".join([*words, event.outcome]) + "]"


def ir_text(tracer: "Tracer", installed: "Installed") -> str:
    """The fragment's IR in its text form (as compiled, so after optimization)."""
    return _heading(tracer, installed) + format_fragment(installed.fragment)


def assembly_text(tracer: "Tracer", installed: "Installed") -> str:
    """The fragment's machine code; each IR instruction stands above the code made for it.

    Addresses are named where they are known: exits of the fragment, kernels, other fragments.
    """
    compiled = installed.compiled
    names = _names(tracer, installed)
    notes = _notes(installed)
    disassemble = _disassembler(tracer.runtime.machine.arch)
    lines = [_heading(tracer, installed).rstrip("\n")]
    # Code is read piece by piece: a piece that holds data must not swallow the next.
    end_of_code = len(compiled.code)
    for start, end in pairwise(sorted({0, *notes, end_of_code})):
        lines += notes.get(start, ())
        for line in disassemble(compiled.code[start:end], compiled.address + start):
            lines.append(f"  {line.address:x}  {_named(line.text, names)}".rstrip())
    lines += notes.get(end_of_code, ())
    return "\n".join(lines) + "\n"


def _heading(tracer: "Tracer", installed: "Installed") -> str:
    """Comment lines: where the fragment comes from and how big it is."""
    fragment, compiled = installed.fragment, installed.compiled
    origin = ""
    if installed.parent is not None:
        exit_ = tracer.exits[installed.parent]
        origin = f", continues exit {exit_.snapshot.index} of fragment {exit_.fragment}"
    return (
        f"; fragment {fragment.id} {fragment.name}{origin}\n"
        f"; {len(fragment.instructions)} instructions, {len(fragment.snapshots)} snapshots, "
        f"{len(compiled.code)} bytes at {compiled.address:#x}, "
        f"{compiled.spill_slots} spill slots\n"
    )


def _notes(installed: "Installed") -> dict[int, list[str]]:
    """What to say in front of the code at an offset."""
    fragment, compiled = installed.fragment, installed.compiled
    notes: dict[int, list[str]] = {}

    def note(offset: int, text: str) -> None:
        notes.setdefault(offset, []).append(text)

    if compiled.loop is not None:
        note(compiled.loop, f"loop:  ; {fragment.preamble_clock} {fragment.loop_clock}")
    for offset, ins in zip(compiled.instruction_offsets, fragment.instructions, strict=False):
        note(offset, f"; {format_instruction(ins)}")
    for snapshot, offset in compiled.exit_stubs.items():
        note(offset, _exit_label(installed, fragment.snapshots[snapshot]))
    return notes


def _exit_label(installed: "Installed", snapshot: Snapshot) -> str:
    return f"exit {installed.exits[snapshot.index]}:  ; {format_snapshot(snapshot)}"


def _names(tracer: "Tracer", installed: "Installed") -> dict[int, str]:
    """Names of addresses that code may mention."""
    names = {address: name for name, address in tracer.runtime.symbols.items()}
    for number, other in tracer.installed.items():
        names[other.compiled.address + other.compiled.entry] = fragment_symbol(number)
    compiled = installed.compiled
    if compiled.loop is not None:
        names[compiled.address + compiled.loop] = "loop"
    for snapshot, offset in compiled.exit_stubs.items():
        names[compiled.address + offset] = f"exit {installed.exits[snapshot]} !{snapshot}"
    return names


def _named(text: str, names: dict[int, str]) -> str:
    """The instruction with the names of the addresses in it behind."""
    found = [names.get(int(match[1], 16)) for match in _ADDRESS.finditer(text)]
    known = [name for name in found if name is not None]
    return f"{text:<40}  -> {', '.join(known)}" if known else text


def _disassembler(arch: Arch) -> Callable[[bytes, int], Iterator[_Line]]:
    import capstone

    modes = {
        Arch.X64: (capstone.CS_ARCH_X86, capstone.CS_MODE_64),
        Arch.A64: (capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM),
    }
    engine = capstone.Cs(*modes[arch])
    engine.skipdata = True

    def disassemble(code: bytes, address: int) -> Iterator[_Line]:
        for ins in engine.disasm(code, address):
            yield _Line(ins.address, f"{ins.mnemonic:<7} {ins.op_str}".rstrip())

    return disassemble
