"""What a run made the compiler do, as a set of small numbers: coverage in the compiler's own terms.

Lines of Python say little of a compiler that is driven by tables. A feature is one fact such as
"an `unbox NUM` guard, recorded for an ADD, was left by" or "`add` used what `int2num` made". They
are read off the finished fragments and the exits' counters when a run is over, so the run itself
pays nothing; what is counted in the thousands is put into classes.

A feature is a kind, from the table KINDS, in the bits above 32, and a number of it below: the
same on every machine and in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.quick import QUICK_OPS
from conformance.jit_under_test.ir.fragment import EndKind, Fragment, Instruction
from conformance.jit_under_test.ir.ops import OPS
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.optimizer.fold import RULES
from conformance.jit_under_test.runtime.memory_map import EXIT_TABLE
from conformance.jit_under_test.tracing.aborts import Reason
from conformance.jit_under_test.tracing.forcing import FORCE

if TYPE_CHECKING:
    from conformance.jit_under_test.engine import Engine
    from conformance.jit_under_test.tracing.tracer import Installed

Features = frozenset[int]
NONE: Final[Features] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of feature, and what it says in a line."""

    name: str
    doc: str


KINDS: Final = (
    Kind("operands", "an IR operation with operands of these types, constants among them"),
    Kind("pairs", "one IR operation used what another made"),
    Kind("guards", "a guard of this kind was recorded for a VM instruction"),
    # Guards with one snapshot share its exit.
    Kind("exits", "a guard of this kind was left by, and whether a side fragment went on"),
    Kind("encodings", "an IR operation became so many bytes of machine code"),
    Kind("ends", "a fragment of a kind of tree ended in a way"),
    Kind("shapes", "classes of a fragment's size, spill slots and inlined frames"),
    Kind("aborts", "a recording was given up for a reason"),
    Kind("folds", "a folding rule changed an IR operation, or found a guard that always fails"),
    Kind("forced", "a guard of this kind, recorded for a VM instruction, left though it held"),
)
_NUMBERS: Final = {kind.name: number << 32 for number, kind in enumerate(KINDS)}
_OPERANDS, _PAIRS, _GUARDS, _EXITS, _ENCODINGS, _ENDS, _SHAPES, _ABORTS, _FOLDS, _FORCED = (
    _NUMBERS.values()
)
_TYPES: Final = {ty: number for number, ty in enumerate(IRType, 1)}
_ENDINGS: Final = {end: number for number, end in enumerate(EndKind)}
_TREES: Final = ("loop", "function", "return", "side")
_RULES: Final = {rule.apply: number for number, rule in enumerate(RULES)}
_ARCHES: Final = {arch: number for number, arch in enumerate(Arch)}
_MASK: Final = (1 << 32) - 1
# Lengths beyond are those of calls and of whole tables of moves: classes of 16 bytes do.
_LONG: Final = 64
_DESCRIPTOR_WORDS: Final = 8
_HITS_WORD: Final = 4


def kind_of(feature: int) -> Kind:
    """The kind of a feature."""
    return KINDS[feature >> 32]


def count_kinds(features: Iterable[int]) -> Mapping[str, int]:
    """How many features there are of each kind, in the order of KINDS."""
    counts = {kind.name: 0 for kind in KINDS}
    for feature in features:
        counts[kind_of(feature).name] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the compiler that features of one kind show to have been at work.

    `member` is which of its `count` members a feature is about, None if it is about none.
    """

    name: str
    kind: str
    count: int
    member: Callable[[int], int | None]


def _encoded(arch: Arch) -> Callable[[int], int | None]:
    number = _ARCHES[arch]
    return lambda feature: feature >> 16 & 0xFF if feature >> 24 & 0xFF == number else None


PARTS: Final = (
    Part(
        "VM instructions that guards were recorded for",
        "guards", len(QUICK_OPS), lambda feature: feature >> 16 & 0xFF,
    ),
    *(
        Part(f"IR operations as {arch.value} code", "encodings", len(OPS), _encoded(arch))
        for arch in Arch
    ),
    Part("folding rules", "folds", len(RULES), lambda feature: feature >> 16 & 0xFFFF),
    Part("reasons to give a recording up", "aborts", len(Reason), lambda feature: feature & _MASK),
)  # fmt: skip
"""What parts of the compiler have members that can be counted, of how many there are."""


def member_of(part: Part, feature: int) -> int | None:
    """The member of a part that a feature is about, None for features of other kinds."""
    return part.member(feature) if kind_of(feature).name == part.kind else None


def _operands(ins: Instruction) -> int:
    """A number for the operation and what it works on."""
    code = ins.op.number << 4 | _TYPES[ins.type]
    for arg in ins.args:
        code = (code * 37 + (_TYPES[arg.type] << 1 | arg.is_constant)) & _MASK
    return code


def _of_code(installed: Installed, arch: Arch, found: set[int]) -> None:
    offsets = installed.compiled.instruction_offsets
    start = _ENCODINGS | _ARCHES[arch] << 24
    for index, ins in enumerate(installed.fragment.instructions):
        length = offsets[index + 1] - offsets[index]
        if length > _LONG:
            length = length // 16 * 16
        found.add(start | ins.op.number << 16 | min(length, 0xFFFF))


def _of_shape(fragment: Fragment, installed: Installed, found: set[int]) -> None:
    depth = max((len(snapshot.frames) for snapshot in fragment.snapshots), default=0)
    sizes = len(fragment.instructions).bit_length(), installed.compiled.spill_slots.bit_length()
    found.add(_SHAPES | sizes[0] << 16 | sizes[1] << 8 | min(depth, 8))
    tree = _TREES.index(installed.tree) if installed.tree in _TREES else len(_TREES)
    entered = min(len(fragment.entry_frames), 4)
    found.add(_ENDS | _ENDINGS[fragment.end.kind] << 16 | tree << 8 | entered)


def collect(engine: Engine) -> Features:
    """The features of what an engine has compiled so far; none for tiers that do not compile."""
    tracer = engine.tracer
    if tracer is None:
        return NONE
    memory = engine.runtime.memory
    size = 8 * _DESCRIPTOR_WORDS * len(tracer.exits)
    counts = memoryview(bytes(memory.read_bytes(EXIT_TABLE, size))).cast("Q")
    continued = {installed.parent for installed in tracer.installed.values()}
    arch = engine.machine.arch
    opcodes: dict[int, int] = {}
    found = {_ABORTS | list(type(reason)).index(reason) for reason in tracer.aborts}
    for apply, number, fails in tracer.fired:
        found.add(_FOLDS | _RULES[apply] << 16 | fails << 8 | number)
    for installed in tracer.installed.values():
        fragment = installed.fragment
        for ins in fragment.instructions:
            number = ins.op.number
            found.add(_OPERANDS | _operands(ins))
            for arg in ins.args:
                if isinstance(arg, Instruction):
                    found.add(_PAIRS | arg.op.number << 16 | number)
            snapshot = ins.snapshot
            if snapshot is None or not ins.op.guard:
                continue
            if ins.op is FORCE:
                continue
            guard = number << 8 | _TYPES[ins.type]
            opcode = opcodes.get(snapshot.pc)
            if opcode is None:
                opcode = opcodes[snapshot.pc] = memory.read_u8(snapshot.pc) if snapshot.pc else 0
            found.add(_GUARDS | opcode << 16 | guard)
            exit_ = installed.exits[snapshot.index]
            if counts[exit_ * _DESCRIPTOR_WORDS + _HITS_WORD] or exit_ in continued:
                found.add(_EXITS | (exit_ in continued) << 16 | guard)
        _of_code(installed, arch, found)
        _of_shape(fragment, installed, found)
    for ins in tracer.forcing.forced_guards() if tracer.forcing is not None else ():
        assert ins.snapshot is not None
        opcode = opcodes.get(ins.snapshot.pc, 0)
        found.add(_FORCED | opcode << 16 | ins.op.number << 8 | _TYPES[ins.type])
    return frozenset(found)
