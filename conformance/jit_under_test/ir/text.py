"""The text form of fragments: printing and parsing.

One line each: the header, `snap` lines (printed before the first instruction that uses the
snapshot), instructions, `loop`, `phi`, `end`. For example:

    fragment 3 root "nbody.lua:12"
    snap 0 pc=0x1000400020 clock=0 {}
    v0 = sload VAL #3
    v1 = unbox NUM v0 !0
    v2 = add NUM v1 1.5
    snap 1 pc=0x1000400028 clock=4 top=6 frame(4 5 9 0x1000400020 1 0 k=0x1000500000) {3: v2}
    flt v2 100.0 !1
    end stop !1

`!n` is the snapshot of a guard; `#n` a slot, index or site; `@name` a kernel. Constants: `1.5`,
`inf` and `nan:0x7ff8000000000000` are NUM, `5` is INT, `nil`, `true`, `false` and `VAL:0x...` are
VAL, `TAB:0x1000` and the like are addresses. A frame lists func, base and top slot, return pc,
number of results, tail calls and the address of the constants; `cont=` and `flags=` follow if
they are not those of a plain call. A line `entry frame(...) ...` below the header lists the
frames that exist when the fragment is entered. A line `shape TAB:0x1000 key ...` lists the
keys of a table that is copied, by node. `loop 4 4` gives the clock of the preamble and
of the body. `diverging` marks the snapshot of a guard that goes on elsewhere if it fails.
`dead(3 5)` lists slots with new objects that nothing reads any more.
Sunk objects and what they hold follow the slots: `{1: v5} v5(node 0: v3, metatable 0: v1)`.
"""

import math
import re
import shlex
from collections.abc import Callable, Mapping

from conformance.jit_under_test.ir.boxing import PRIMITIVES
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fields import Field
from conformance.jit_under_test.ir.fragment import (
    PLAIN_FRAME,
    Constant,
    End,
    EndKind,
    Fragment,
    Frame,
    Instruction,
    Part,
    Phi,
    Place,
    Ref,
    Snapshot,
    SunkObject,
)
from conformance.jit_under_test.ir.ops import OPS, Aux
from conformance.jit_under_test.ir.types import IRType

_PRIMITIVE_BITS = {name: bits for bits, name in PRIMITIVES.items()}


class IRSyntaxError(Exception):
    """The text is not a fragment; says in which line and why."""


def format_ref(ref: Ref) -> str:
    """A reference as it stands in the text."""
    if not isinstance(ref, Constant):
        return f"v{ref.index}"
    if ref.type is IRType.NUM:
        return f"nan:{ref.bits:#x}" if math.isnan(ref.value) else repr(ref.value)
    if ref.type is IRType.INT:
        return str(ref.value)
    if ref.type is IRType.VAL:
        return format_word(ref.bits)
    return f"{ref.type.value}:{ref.bits:#x}"


def format_word(bits: int) -> str:
    """A boxed constant."""
    return PRIMITIVES.get(bits) or f"VAL:{bits:#x}"


def format_frame(f: Frame) -> str:
    """A frame as it stands in a snapshot's line."""
    words = [f"{f.func_slot} {f.base_slot} {f.top_slot} {f.return_pc:#x} {f.nresults}"]
    words.append(f"{f.tailcalls} k={f.k:#x}")
    if f.cont:
        words.append(f"cont={f.cont}")
    if f.flags != PLAIN_FRAME:
        words.append(f"flags={f.flags:#x}")
    return f"frame({' '.join(words)})"


def format_snapshot(snap: Snapshot) -> str:
    """A snapshot's line."""
    words = [f"snap {snap.index} pc={snap.pc:#x} clock={snap.clock}"]
    if snap.top is not None:
        words.append(f"top={snap.top}")
    if snap.diverging:
        words.append("diverging")
    dead = [str(slot) for slot, ref in snap.slots if snap.is_dead(slot) and _is_new(ref)]
    if dead:
        words.append(f"dead({' '.join(dead)})")
    words += [format_frame(frame) for frame in snap.frames]
    slots = ", ".join(f"{slot}: {format_ref(ref)}" for slot, ref in snap.slots)
    words.append("{" + slots + "}")
    words += [format_object(object_) for object_ in snap.objects]
    return " ".join(words)


def _is_new(ref: Ref) -> bool:
    call = None if isinstance(ref, Constant) else ref.aux
    return isinstance(call, KernelCall) and call.fresh


def format_object(object_: SunkObject) -> str:
    """A sunk object as it stands behind a snapshot's slots."""
    fields = [
        f"{place.part.value} {place.number}: {format_ref(ref)}" for place, ref in object_.fields
    ]
    return f"{format_ref(object_.sunk)}({', '.join(fields)})"


def format_instruction(ins: Instruction) -> str:
    """An instruction's line."""
    op = ins.op
    words = [op.name]
    if ins.type is not IRType.NONE:
        words = [f"v{ins.index} =", op.name, ins.type.value]
    operands = [format_ref(arg) for arg in ins.args]
    aux = ins.aux
    if isinstance(aux, KernelCall):
        operands.insert(op.aux_at, f"@{aux.name}")
    elif isinstance(aux, Field):
        operands.insert(op.aux_at, aux.name)
    elif aux is not None:
        operands.insert(op.aux_at, f"#{aux}")
    if ins.snapshot is not None:
        operands.append(f"!{ins.snapshot.index}")
    return " ".join(words + operands)


def format_fragment(fragment: Fragment) -> str:
    """The whole text of a renumbered fragment."""
    lines = [f'fragment {fragment.id} {fragment.kind} "{fragment.name}"']
    if fragment.entry_frames:
        lines.append(" ".join(["entry", *map(format_frame, fragment.entry_frames)]))
    for table, keys in fragment.pool.shapes.items():
        lines.append(" ".join(["shape", format_ref(table), *map(format_word, keys)]))
    shown: set[int] = set()

    def show(snap: Snapshot | None) -> None:
        if snap is not None and snap.index not in shown:
            shown.add(snap.index)
            lines.append(format_snapshot(snap))

    for index, ins in enumerate(fragment.instructions):
        if index == fragment.loop_start:
            lines.append(f"loop {fragment.preamble_clock} {fragment.loop_clock}")
        show(ins.snapshot)
        lines.append(format_instruction(ins))
    if fragment.loop_start == len(fragment.instructions):
        lines.append(f"loop {fragment.preamble_clock} {fragment.loop_clock}")
    for phi in fragment.phis:
        lines.append(f"phi {format_ref(phi.left)} {format_ref(phi.right)}")
    end = fragment.end
    show(end.snapshot)
    words = ["end", end.kind.value]
    if end.target is not None:
        words.append(str(end.target))
    if end.snapshot is not None:
        words.append(f"!{end.snapshot.index}")
    lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


_SNAP = re.compile(
    r"snap (\d+) pc=(\w+) clock=(\d+)(?: top=(-?\d+))?( diverging)?(?: dead\(([\d ]*)\))?"
    r"((?: frame\([^)]*\))*) \{([^}]*)\}((?: v\d+\([^)]*\))*)$"
)
_OBJECT = re.compile(r"(v\d+)\(([^)]*)\)")
_ENTRY = re.compile(r"entry(?: frame\([^)]*\))+$")
_FRAME = re.compile(r"frame\(([^)]*)\)")
_FRAME_WORDS = re.compile(r"((?:-?\w+ ){6})k=(\w+)(?: cont=(\w+))?(?: flags=(\w+))?$")


def _parse_frames(text: str) -> tuple[Frame, ...]:
    return tuple([_parse_frame(words) for words in _FRAME.findall(text)])


def _parse_frame(text: str) -> Frame:
    match = _FRAME_WORDS.match(text)
    if match is None:
        raise ValueError(f"not a frame: {text}")
    places, k, cont, flags = match.groups(default="")
    words = [*places.split(), k, cont or "0", flags or str(PLAIN_FRAME)]
    return Frame(*[int(word, 0) for word in words])


def parse_fragment(
    text: str,
    fields: Mapping[str, Field] | None = None,
    calls: Mapping[str, KernelCall] | None = None,
) -> Fragment:
    """The fragment that `text` describes, renumbered. Blank lines and `;` comments are skipped.

    `fields` and `calls` resolve the names of fields and kernels. Raises IRSyntaxError.
    """
    parser = _Parser(fields or {}, calls or {})
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split(";")[0].strip()
        if not line:
            continue
        try:
            parser.line(line)
        except (KeyError, ValueError, IndexError) as error:
            raise IRSyntaxError(f"line {number}: {line!r}: {error}") from error
    return parser.finish()


class _Parser:
    def __init__(self, fields: Mapping[str, Field], calls: Mapping[str, KernelCall]) -> None:
        self.fields = fields
        self.calls = calls
        self.fragment = Fragment(0, "root", "", End(EndKind.STOP, Snapshot()))
        self.values: dict[str, Instruction] = {}
        self.snapshots: dict[int, Snapshot] = {}
        self.pending: list[Callable[[], None]] = []  # what may refer to later lines
        self.ended = False

    def line(self, line: str) -> None:
        words = line.split()
        directive = {
            "fragment": self.header, "entry": self.entry, "snap": self.snap, "loop": self.loop,
            "phi": self.phi, "end": self.end, "shape": self.shape,
        }.get(words[0])  # fmt: skip
        if directive is not None:
            directive(line)
        else:
            self.instruction(words)

    def finish(self) -> Fragment:
        for fill in self.pending:
            fill()
        if not self.ended:
            raise IRSyntaxError("the fragment has no `end` line")
        self.fragment.renumber()
        return self.fragment

    def header(self, line: str) -> None:
        _, number, kind, name = shlex.split(line)
        self.fragment.id, self.fragment.kind, self.fragment.name = int(number), kind, name

    def entry(self, line: str) -> None:
        if _ENTRY.match(line) is None:
            raise ValueError("not a list of frames")
        self.fragment.entry_frames = _parse_frames(line)

    def snapshot(self, word: str) -> Snapshot:
        if not word.startswith("!"):
            raise ValueError(f"expected a snapshot, not {word}")
        return self.snapshots.setdefault(int(word[1:]), Snapshot())

    def snap(self, line: str) -> None:
        match = _SNAP.match(line)
        if match is None:
            raise ValueError("not a snapshot")
        number, pc, clock, top, diverging, dead, frames, slots, objects = match.groups()
        snap = self.snapshot("!" + number)
        snap.pc, snap.clock = int(pc, 0), int(clock)
        snap.top = None if top is None else int(top)
        snap.diverging = diverging is not None
        snap.live = ~sum(1 << int(slot) for slot in (dead or "").split())
        snap.frames = _parse_frames(frames)
        pairs = [pair.split(":", 1) for pair in slots.split(",") if pair.strip()]

        def fill() -> None:
            snap.slots = tuple((int(slot), self.ref(ref.strip())) for slot, ref in pairs)
            found = _OBJECT.findall(objects)
            snap.objects = tuple(self.sunk_object(name, fields) for name, fields in found)

        self.pending.append(fill)

    def sunk_object(self, name: str, text: str) -> SunkObject:
        fields = []
        for pair in filter(None, text.split(",")):
            place, ref = pair.split(":", 1)
            part, number = place.split()
            fields.append((Place(Part(part), int(number)), self.ref(ref.strip())))
        return SunkObject(self.values[name], tuple(fields))

    def shape(self, line: str) -> None:
        table, *keys = [self.ref(word) for word in line.split()[1:]]
        if not isinstance(table, Constant) or len(keys) & (len(keys) - 1):
            raise ValueError("not a constant and a power of two of keys")
        self.fragment.pool.shapes[table] = tuple([key.bits for key in keys])  # type: ignore[union-attr]

    def loop(self, line: str) -> None:
        clocks = [int(word) for word in line.split()[1:]] or [0, 0]
        self.fragment.loop_start = len(self.fragment.instructions)
        self.fragment.preamble_clock, self.fragment.loop_clock = clocks

    def phi(self, line: str) -> None:
        _, left, right = line.split()
        self.fragment.phis.append(Phi(self.values[left], self.ref(right)))

    def end(self, line: str) -> None:
        words = line.split()[1:]
        end = self.fragment.end
        end.kind = EndKind(words[0])
        end.target = int(words[1]) if end.kind is EndKind.LINK else None
        closed = end.kind is EndKind.LOOP and len(words) == 1
        end.snapshot = None if closed else self.snapshot(words[-1])
        self.ended = True

    def ref(self, word: str) -> Ref:
        pool = self.fragment.pool
        if re.fullmatch(r"v\d+", word):
            return self.values[word]
        if word in _PRIMITIVE_BITS:
            return pool.kval(_PRIMITIVE_BITS[word])
        head, colon, bits = word.partition(":")
        if colon:
            ty = IRType.NUM if head == "nan" else IRType(head)
            return pool.const(ty, int(bits, 0))
        if re.fullmatch(r"-?\d+", word):
            return pool.kint(int(word))
        return pool.knum(float(word))

    def instruction(self, words: list[str]) -> None:
        name = None
        if len(words) > 1 and words[1] == "=":
            name, words = words[0], words[2:]
        op = OPS[words.pop(0)]
        ty = IRType.NONE if name is None else IRType(words.pop(0))
        snap = self.snapshot(words.pop()) if op.snapshot else None
        aux: object = None
        if op.aux is not Aux.NONE:
            word = words.pop(op.aux_at)
            if op.aux is Aux.FIELD:
                aux = self.fields[word]
            elif op.aux is Aux.KERNEL:
                aux = self.calls[word.removeprefix("@")]
            else:
                aux = int(word.removeprefix("#"))
        args = tuple(self.ref(word) for word in words)
        ins = Instruction(op, ty, args, aux, snap)
        self.fragment.instructions.append(ins)
        if name is not None:
            self.values[name] = ins
