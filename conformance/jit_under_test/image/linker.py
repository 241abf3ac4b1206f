"""Link one ELF object and the stubs into a flat image: text first, then constants.

The image is mapped read+execute, so writable data is an error: mutable state belongs in the
arena. Calls that LLVM makes on its own account (fmod, large block copies, …) go to thunks that jump
through the fixed slots of the import table.
"""

import io
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from elftools.elf.elffile import ELFFile
from elftools.elf.relocation import RelocationSection
from elftools.elf.sections import SymbolTableSection

from conformance.jit_under_test.image.library import LIBRARY_PREFIX
from conformance.jit_under_test.image.model import CodePart, Fixup, ImageError, Relocation
from conformance.jit_under_test.machine.imports import LIBRARY_CALLS, LIBRARY_SLOT
from conformance.jit_under_test.machine.mapping import round_to_pages
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import IMAGE_BASE, IMAGE_LIMIT, IMPORT_TABLE

_WRITE: Final = 1
_ALLOCATE: Final = 2
_EXECUTE: Final = 4
_UNDEFINED: Final = "SHN_UNDEF"
_DROPPED: Final = (".eh_frame",)  # nothing unwinds through machine code

# Relocation numbers: ELF supplements for x86-64 (table 4.9) and AArch64 (AAELF64, 5.7).
_FIXUPS: Final[Mapping[Arch, Mapping[int, Fixup]]] = {
    Arch.X64: {
        1: Fixup.ABS64,  # R_X86_64_64
        2: Fixup.PC32,  # R_X86_64_PC32
        4: Fixup.PC32,  # R_X86_64_PLT32: the symbol is in reach, so no PLT is needed
        10: Fixup.ABS32,  # R_X86_64_32
        11: Fixup.ABS32S,  # R_X86_64_32S
        24: Fixup.PC64,  # R_X86_64_PC64
    },
    Arch.A64: {
        257: Fixup.ABS64,  # R_AARCH64_ABS64
        258: Fixup.ABS32,  # R_AARCH64_ABS32
        260: Fixup.PC64,  # R_AARCH64_PREL64
        261: Fixup.PC32,  # R_AARCH64_PREL32
        275: Fixup.PAGE21,  # R_AARCH64_ADR_PREL_PG_HI21
        277: Fixup.LOW12,  # R_AARCH64_ADD_ABS_LO12_NC
        278: Fixup.LOW12,  # R_AARCH64_LDST8_ABS_LO12_NC
        282: Fixup.BRANCH26,  # R_AARCH64_JUMP26
        283: Fixup.BRANCH26,  # R_AARCH64_CALL26
        284: Fixup.LOW12_BY2,  # R_AARCH64_LDST16_ABS_LO12_NC
        285: Fixup.LOW12_BY4,  # R_AARCH64_LDST32_ABS_LO12_NC
        286: Fixup.LOW12_BY8,  # R_AARCH64_LDST64_ABS_LO12_NC
        299: Fixup.LOW12_BY16,  # R_AARCH64_LDST128_ABS_LO12_NC
    },
}
_LOW12_SCALE: Final[Mapping[Fixup, int]] = {
    Fixup.LOW12: 1,
    Fixup.LOW12_BY2: 2,
    Fixup.LOW12_BY4: 4,
    Fixup.LOW12_BY8: 8,
    Fixup.LOW12_BY16: 16,
}
_PLAIN: Final[Mapping[Fixup, tuple[str, bool]]] = {  # struct format, relative to the place?
    Fixup.ABS64: ("<Q", False),
    Fixup.ABS32: ("<I", False),
    Fixup.ABS32S: ("<i", False),
    Fixup.PC64: ("<q", True),
    Fixup.PC32: ("<i", True),
}
# Filler between functions that traps when it is run: int3; A64's all-zero word is undefined.
_PADDING: Final[Mapping[Arch, bytes]] = {Arch.X64: b"\xcc", Arch.A64: b"\0"}


@dataclass(frozen=True, slots=True)
class _Patch:
    """A relocation with its place and target resolved to addresses."""

    place: int
    fixup: Fixup
    value: int
    symbol: str


def link(elf: bytes, stubs: CodePart, arch: Arch) -> tuple[bytes, dict[str, int]]:
    """The flat image for IMAGE_BASE and its global symbols as absolute addresses.

    Raises ImageError naming every undefined symbol, an unknown relocation, writable data, a
    relocation out of reach, or a symbol that both the object and the stubs define.
    """
    file = ELFFile(io.BytesIO(elf))
    sections = {
        index: section
        for index, section in enumerate(file.iter_sections())
        if section["sh_flags"] & _ALLOCATE
        and section["sh_size"]
        and not section.name.startswith(_DROPPED)
    }
    _refuse_writable(sections.values())
    out = bytearray()
    bases: dict[int, int] = {}

    def place(section: Any, index: int) -> None:
        bases[index] = IMAGE_BASE + _append(out, section.data(), section["sh_addralign"], arch)

    for index, section in sections.items():
        if section["sh_flags"] & _EXECUTE:
            place(section, index)
    stub_base = IMAGE_BASE + _append(out, stubs.code, 16, arch)
    table = file.get_section_by_name(".symtab")
    assert isinstance(table, SymbolTableSection)
    symbols = {name: stub_base + offset for name, offset in stubs.symbols.items()}
    undefined = {s.name for s in table.iter_symbols() if s["st_shndx"] == _UNDEFINED and s.name}
    undefined |= {relocation.symbol for relocation in stubs.relocations}
    for slot, spec in enumerate(LIBRARY_CALLS, LIBRARY_SLOT):
        for name in (spec.name, LIBRARY_PREFIX + spec.name):
            if name in undefined and name not in symbols:
                thunk = _thunk(IMPORT_TABLE + 8 * slot, arch)
                symbols[name] = IMAGE_BASE + _append(out, thunk, 16, arch)
    _append(out, b"", 4096, arch)
    for index, section in sections.items():
        if not section["sh_flags"] & _EXECUTE:
            place(section, index)
    if round_to_pages(len(out)) > IMAGE_LIMIT:
        raise ImageError(f"image of {len(out)} bytes; the limit is {IMAGE_LIMIT}")

    addresses: list[int | None] = []  # by index in the object's symbol table
    for symbol in table.iter_symbols():
        section_index = symbol["st_shndx"]
        if section_index in bases:
            address = bases[section_index] + symbol["st_value"]
            addresses.append(address)
            if symbol["st_info"]["bind"] == "STB_GLOBAL":
                if symbol.name in symbols:
                    raise ImageError(f"symbol {symbol.name} is defined twice")
                symbols[symbol.name] = address
        else:
            addresses.append(None)
    _refuse_undefined(undefined - symbols.keys())

    for section in file.iter_sections():
        if isinstance(section, RelocationSection) and section["sh_info"] in bases:
            for patch in _object_patches(
                section, bases[section["sh_info"]], table, addresses, symbols, arch
            ):
                _apply(out, patch)
    for relocation in stubs.relocations:
        _apply(out, _stub_patch(relocation, stub_base, symbols))
    return bytes(out), symbols


def _append(out: bytearray, data: bytes, alignment: int, arch: Arch) -> int:
    """Append `data` aligned; its offset."""
    out.extend(_PADDING[arch] * (-len(out) % max(alignment, 1)))
    offset = len(out)
    out.extend(data)
    return offset


def _refuse_writable(sections: Iterable[Any]) -> None:
    for section in sections:
        if section["sh_flags"] & _WRITE and not section.name.startswith(".data.rel.ro"):
            raise ImageError(
                f"{section['sh_size']} bytes of writable data in section {section.name}: "
                "the image is read-only; keep mutable state in the arena"
            )


def _refuse_undefined(names: set[str]) -> None:
    if names:
        raise ImageError("undefined symbols: " + ", ".join(sorted(names)))


def _object_patches(
    section: Any,
    base: int,
    table: Any,
    addresses: list[int | None],
    symbols: Mapping[str, int],
    arch: Arch,
) -> Iterable[_Patch]:
    for relocation in section.iter_relocations():
        index = relocation["r_info_sym"]
        name = table.get_symbol(index).name
        target = addresses[index]
        if target is None:
            target = symbols.get(name)
        if target is None:
            raise ImageError(f"relocation against {name or 'a dropped section'}")
        number = relocation["r_info_type"]
        fixup = _FIXUPS[arch].get(number)
        if fixup is None:
            raise ImageError(f"unknown {arch.value} relocation {number} against {name}")
        place = base + relocation["r_offset"]
        yield _Patch(place, fixup, target + relocation["r_addend"], name)


def _stub_patch(relocation: Relocation, base: int, symbols: Mapping[str, int]) -> _Patch:
    target = symbols[relocation.symbol] + relocation.addend
    return _Patch(base + relocation.offset, relocation.fixup, target, relocation.symbol)


def _apply(out: bytearray, patch: _Patch) -> None:
    offset = patch.place - IMAGE_BASE
    plain = _PLAIN.get(patch.fixup)
    if plain is not None:
        form, relative = plain
        try:
            struct.pack_into(form, out, offset, patch.value - (patch.place if relative else 0))
        except struct.error:
            raise ImageError(f"relocation against {patch.symbol} out of reach") from None
        return
    (word,) = struct.unpack_from("<I", out, offset)
    struct.pack_into("<I", out, offset, word | _a64_field(patch))


def _a64_field(patch: _Patch) -> int:
    """The bits to set in an A64 instruction whose immediate field is zero."""
    if patch.fixup is Fixup.BRANCH26:
        distance = patch.value - patch.place
        if distance & 3 or not -(1 << 27) <= distance < 1 << 27:
            raise ImageError(f"branch to {patch.symbol} out of reach")
        return distance >> 2 & 0x3FF_FFFF
    if patch.fixup is Fixup.PAGE21:
        pages = (patch.value >> 12) - (patch.place >> 12)
        if not -(1 << 20) <= pages < 1 << 20:
            raise ImageError(f"page of {patch.symbol} out of reach")
        return (pages & 3) << 29 | (pages >> 2 & 0x7_FFFF) << 5
    scale = _LOW12_SCALE[patch.fixup]
    low = patch.value & 0xFFF
    if low % scale:
        raise ImageError(f"{patch.symbol} isn't aligned to {scale} bytes")
    return low // scale << 10


def _thunk(slot: int, arch: Arch) -> bytes:
    """Code that jumps through the import slot at address `slot`, touching no argument."""
    if arch is Arch.X64:
        return b"\x49\xbb" + struct.pack("<Q", slot) + b"\x41\xff\x23"  # mov r11,slot; jmp [r11]
    movz, movk, ldr, br = 0xD280_0010, 0xF280_0010, 0xF940_0210, 0xD61F_0200
    words = [movz | (slot & 0xFFFF) << 5]
    for shift in (1, 2):
        words.append(movk | shift << 21 | (slot >> 16 * shift & 0xFFFF) << 5)
    return struct.pack("<5I", *words, ldr, br)  # mov x16,slot; ldr x16,[x16]; br x16
