"""Which instructions are folded into the addressing mode or memory operand of another one.

Idea: an address computed by `aref`, `hrefk` or `nref`, or a value loaded only to be looked at once,
needs no register of its own. The consumer computes the address or reads memory itself; the
folded instruction emits nothing and its operands live on until the consumer.

What must hold:

- Nobody else reads a folded result: no snapshot, no PHI, no consumer of another kind.
- Consumer and folded instruction are on the same side of the loop marker, since code that is
  invariant to the loop stays out of it.
- Memory does not change between a folded load and its consumer. Addresses of array elements
  are plain arithmetic and move freely; a folded `hrefk` keeps its guard where it is.

The allocator sees a shallow copy of the fragment (`Folding.visible`), in which consumers have
the operands of what they absorbed. Indexes stay as they are, so its answer fits the original.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from conformance.jit_under_test.ir.fragment import Fragment, Instruction, Ref
from conformance.jit_under_test.ir.ops import OPS, Alias, Effect, Op
from conformance.jit_under_test.ir.types import NONE, IRType

_MEMORY_ACCESSES: Final = ("aload", "hload", "astore", "hstore")
_CALL: Final = Effect.CALL
_LOAD: Final = Effect.LOAD
_STORE: Final = Effect.STORE
EQUALITY: Final = ("eq", "ne")

Folds = Mapping[Op, frozenset[Op]]
"""Producer -> consumers that can absorb it as their first operand."""


def folds(table: Mapping[str, tuple[str, ...]]) -> Folds:
    """A table of names as a table of operations."""
    return {
        OPS[producer]: frozenset(OPS[name] for name in consumers)
        for producer, consumers in table.items()
    }


FOLDS: Final = folds(
    {
        "aref": _MEMORY_ACCESSES,
        "hrefk": _MEMORY_ACCESSES,
        "nref": _MEMORY_ACCESSES,
        "sload": ("unbox",),
        "aload": ("unbox",),
        "hload": ("unbox",),
        "uload": ("unbox",),
        "fload": EQUALITY,
    }
)
"""What a load-store architecture can fold."""


@dataclass(frozen=True, slots=True)
class Folding:
    """`folded` are the indexes of instructions that their consumers absorb."""

    folded: frozenset[int]
    visible: Fragment


def fold(fragment: Fragment, table: Folds = FOLDS) -> Folding:
    """Decide what to fold in a renumbered fragment; `table` is what the backend can do."""
    consumers = _consumers(fragment, table)
    folded = _candidates(fragment, consumers)
    instructions = list(fragment.instructions)
    for index in {user for producer in folded for user in consumers[producer]} - folded:
        ins = instructions[index]
        instructions[index] = _copy(ins, _absorbed(ins.args, folded), ins.type)
    for index in folded:
        ins = instructions[index]
        # What an instruction guards stays; only its result is gone.
        args = _absorbed(ins.args, folded) if ins.op.guard else ()
        instructions[index] = _copy(ins, args, NONE)
    return Folding(frozenset(folded), replace(fragment, instructions=instructions))


def _copy(ins: Instruction, args: tuple[Ref, ...], ty: IRType) -> Instruction:
    copy = Instruction(ins.op, ty, args, ins.aux, ins.snapshot)
    copy.index = ins.index
    return copy


def _absorbed(args: tuple[Ref, ...], folded: set[int]) -> tuple[Ref, ...]:
    """Operands with every folded one replaced by its own operands."""
    result: list[Ref] = []
    for arg in args:
        if isinstance(arg, Instruction) and arg.index in folded:
            result += _absorbed(arg.args, folded)
        else:
            result.append(arg)
    return tuple(result)


def _consumers(fragment: Fragment, table: Folds) -> dict[int, list[int]]:
    """Of each instruction that could be folded: who reads it, all of whom could absorb it."""
    consumers: dict[int, list[int]] = {}
    unfit: set[int] = set()
    for index, ins in enumerate(fragment.instructions):
        op = ins.op
        for place, arg in enumerate(ins.args):
            if not arg.is_constant:
                absorbed_by = table.get(arg.op)  # type: ignore[union-attr]
                if absorbed_by is not None:
                    if place or op not in absorbed_by:
                        unfit.add(arg.index)  # type: ignore[union-attr]
                    consumers.setdefault(arg.index, []).append(index)  # type: ignore[union-attr]
    for index in unfit:
        del consumers[index]
    return consumers


def _candidates(fragment: Fragment, consumers: dict[int, list[int]]) -> set[int]:
    """Folded indexes; a consumer that is folded itself passes its position on."""
    instructions = fragment.instructions
    count = len(instructions)
    loop_start = count if fragment.loop_start is None else fragment.loop_start
    kept = _kept(fragment)
    # Where the code of an instruction really runs: behind it, if it is folded.
    position = list(range(count))
    folded: set[int] = set()
    for index in sorted(consumers, reverse=True):
        if index in kept:
            continue
        ins, users = instructions[index], consumers[index]
        last = max([position[user] for user in users])
        if (index < loop_start) != (last < loop_start):
            continue
        if ins.op.effect is _LOAD and not ins.op.guard:
            if len(users) > 1 or _changes(instructions, index, last, ins):
                continue
            position[index] = last
        folded.add(index)
    return folded


def _kept(fragment: Fragment) -> set[int]:
    """The indexes of what snapshots and PHIs read."""
    kept: set[Ref] = set()
    for snapshot in fragment.snapshots:
        kept.update([ref for _, ref in snapshot.slots])
        for object_ in snapshot.objects:
            kept.update([ref for _, ref in object_.fields])
    for phi in fragment.phis:
        kept.add(phi.left)
        kept.add(phi.right)
    return {ref.index for ref in kept if not ref.is_constant}  # type: ignore[union-attr]


def _changes(instructions: list[Instruction], start: int, stop: int, load: Instruction) -> bool:
    """Whether anything between two positions may write what `load` reads."""
    reads = load.op.reads or Alias.ALL  # a field's region is its own, so any write counts
    for ins in instructions[start + 1 : stop]:
        if ins.op.effect is _CALL or (
            ins.op.effect is _STORE and (not ins.op.writes or ins.op.writes & reads)
        ):
            return True
    return False
