"""The records of this package: what is linked, and the image that comes out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.jit_under_test.machine.imports import ImportSpec
from conformance.jit_under_test.machine.protocol import Arch


class ImageError(Exception):
    """The image cannot be built: bad IR, an undefined symbol, an unknown relocation."""


class Fixup(enum.Enum):
    """How a relocation changes the bytes at its place. S symbol, A addend, P place."""

    ABS64 = "S + A, 64 bits"
    ABS32 = "S + A, 32 bits unsigned"
    ABS32S = "S + A, 32 bits signed"
    PC64 = "S + A - P, 64 bits"
    PC32 = "S + A - P, 32 bits"
    BRANCH26 = "S + A - P, over 4, into bits 0..25"
    PAGE21 = "page(S + A) - page(P), over 4096, into an ADRP"
    LOW12 = "low 12 bits of S + A into bits 10..21"
    LOW12_BY2 = "low 12 bits of S + A, over 2, into bits 10..21"
    LOW12_BY4 = "low 12 bits of S + A, over 4, into bits 10..21"
    LOW12_BY8 = "low 12 bits of S + A, over 8, into bits 10..21"
    LOW12_BY16 = "low 12 bits of S + A, over 16, into bits 10..21"


@dataclass(frozen=True, slots=True)
class Relocation:
    """A place in a code part that depends on where `symbol` lands."""

    offset: int
    fixup: Fixup
    symbol: str
    addend: int = 0


@dataclass(frozen=True, slots=True)
class CodePart:
    """Position-dependent machine code with its own symbols: a hand-written stub module."""

    code: bytes
    symbols: Mapping[str, int]
    relocations: tuple[Relocation, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageSource:
    """All that an image is made from, for one architecture.

    `metadata` is JSON data that the loader wants back without building anything (dispatch
    table contents, struct offsets, …).
    """

    ir: str
    stubs: CodePart
    imports: tuple[ImportSpec, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Image:
    """Code and constants, relocated for `base`; `symbols` are absolute addresses."""

    arch: Arch
    base: int
    data: bytes
    symbols: Mapping[str, int]
    imports: tuple[ImportSpec, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
