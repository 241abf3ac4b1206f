"""What the tracer did and made, as text: events, fragments, machine code.

An event is one line, in the manner of LuaJIT's -jv:

    [TRACE   1 nbody.lua:12 loop]
    [TRACE   2 (1/3) nbody.lua:15 -> 1]
    [TRACE --- nbody.lua:30 function -- too short to be worth compiling at nbody.lua:31]

The number in front is the fragment's; `(1/3)` says that it continues exit 3 of fragment 1.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from conformance.jit_under_test.backends.protocol import fragment_symbol
from conformance.jit_under_test.ir.fragment import Snapshot
from conformance.jit_under_test.ir.text import format_fragment, format_instruction, format_snapshot
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.tracing.events import Event

if TYPE_CHECKING:
    from conformance.jit_under_test.tracing.tracer import Installed, Tracer

_ADDRESS = re.compile(r"#?0x([0-9a-f]{6,})\b")
# Loads relative to the pc: from the next instruction on x86-64, absolute in ARM64's notation.
_RELATIVE = re.compile(r"\[rip ([+-]) 0x([0-9a-f]+)\]")
_LITERAL_LOAD = re.compile(r"^ldr\w*\s+\w+, #0x([0-9a-f]+)$")
_LITERAL_SIZE = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """One machine instruction; `following` is the address of the next."""

    address: int
    following: int
    text: str


def event_line(tracer: "Tracer", event: Event) -> str:
    """The event as one line."""
    number = "---" if event.number is None else str(event.number).rjust(3)
    words = [f"[TRACE {number}"]
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
    notes = _notes(installed)
    disassemble = _disassembler(tracer.runtime.machine.arch)
    code, address = compiled.code, compiled.address
    records = min(compiled.exit_records.values(), default=len(code))
    literals = _literals_start(disassemble(code, address), address, records)
    names = _names(tracer, installed) | {
        address + offset: f"{value:#x}" for offset, value in _literals(code, literals)
    }
    lines = [_heading(tracer, installed).rstrip("\n")]
    for start, end in pairwise(sorted({0, *notes, literals})):
        lines += notes.get(start, ())
        for line in _without_padding(disassemble(code[start:end], address + start), code, address):
            lines.append(f"  {line.address:x}  {_named(line, names)}".rstrip())
    lines += notes.get(literals, ())
    exits = {offset: index for index, offset in compiled.exit_records.items()}
    for offset, value in _literals(code, literals):
        if offset in exits:
            lines.append(f"record of exit {installed.exits[exits[offset]]}:")
        lines.append(f"  {address + offset:x}  .quad   {value:#x}")
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


def _addresses(line: _Line) -> Iterator[int]:
    """The addresses that an instruction mentions."""
    for match in _RELATIVE.finditer(line.text):
        yield line.following + int(match[1] + match[2], 16)
    for match in _ADDRESS.finditer(line.text):
        yield int(match[1], 16)


def _named(line: _Line, names: dict[int, str]) -> str:
    """The instruction with the names of the addresses in it behind."""
    found = [names[address] for address in _addresses(line) if address in names]
    return f"{line.text:<40}  -> {', '.join(found)}" if found else line.text


def _without_padding(lines: Iterable[_Line], code: bytes, address: int) -> list[_Line]:
    """The instructions without zero bytes behind the last of them, which align what follows."""
    kept = list(lines)
    while kept and not any(code[kept[-1].address - address : kept[-1].following - address]):
        kept.pop()
    return kept


def _literals_start(lines: Iterable[_Line], address: int, size: int) -> int:
    """The offset of the constants behind the code: the lowest that code before it loads from."""
    start = size
    for line in lines:
        if line.address - address >= start:
            break
        if _RELATIVE.search(line.text) or _LITERAL_LOAD.match(line.text):
            start = min([start, *(a - address for a in _addresses(line) if a >= line.following)])
    return start


def _literals(code: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Offsets and values of the constants behind the code."""
    for offset in range(start, len(code), _LITERAL_SIZE):
        yield offset, int.from_bytes(code[offset : offset + _LITERAL_SIZE], "little")


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
            text = f"{ins.mnemonic:<7} {ins.op_str}".rstrip()
            yield _Line(ins.address, ins.address + ins.size, text)

    return disassemble
