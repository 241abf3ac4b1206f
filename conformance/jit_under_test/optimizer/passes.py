"""The list of passes, in order, each by name and switchable.

A recorder emits through `pipeline()`, so that its fragments are folded and merged as they
grow; `optimize` then closes loops, removes what is dead and sinks allocations. Fragments that
were made in another way run through the pipeline first (`recorded=False`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from conformance.jit_under_test.ir.builder import Builder, Stage
from conformance.jit_under_test.ir.fragment import Constant, Fragment, Ref, Snapshot
from conformance.jit_under_test.optimizer.cse import CommonSubexpressions
from conformance.jit_under_test.optimizer.dce import eliminate
from conformance.jit_under_test.optimizer.fold import RULES, Fired, Rule, folder
from conformance.jit_under_test.optimizer.loop import close, is_open_loop, self_link
from conformance.jit_under_test.optimizer.sink import sink


@dataclass(frozen=True, slots=True)
class Pass:
    """One optimization by name, and what it does in a line."""

    name: str
    doc: str


PASSES: Final[tuple[Pass, ...]] = (
    Pass("fold", "constants, identities and cheaper forms"),
    Pass("cse", "merge equal instructions, loads and guards"),
    Pass("forward", "give loads the value stored before"),
    Pass("loop", "close loops and leave what is invariant in front of them"),
    Pass("dce", "remove what nobody needs, merge equal snapshots"),
    Pass("sink", "leave it to exits to make tables that only they need"),
)
ALL: Final = frozenset(pass_.name for pass_ in PASSES)


@dataclass(frozen=True, slots=True)
class Switches:
    """Which passes are on, and which folding rules are off, by name.

    Rules that apply are noted in `fired`, if it is given. `fold` is the stage made of all this.
    """

    passes: frozenset[str] = ALL
    disabled_rules: frozenset[str] = frozenset()
    fired: Fired | None = field(default=None, compare=False, repr=False)
    fold: Stage = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        unknown = self.passes - ALL | self.disabled_rules - {rule.name for rule in RULES}
        if unknown:
            raise ValueError(f"no such pass or rule: {', '.join(sorted(unknown))}")
        object.__setattr__(self, "fold", folder(self.rules(), self.fired))

    def rules(self) -> tuple[Rule, ...]:
        """The folding rules in use."""
        return tuple(rule for rule in RULES if rule.name not in self.disabled_rules)


def _fold_stage(switches: Switches) -> Stage | None:
    return switches.fold if "fold" in switches.passes else None


def _cse_stage(switches: Switches) -> CommonSubexpressions:
    return CommonSubexpressions(
        merge="cse" in switches.passes, forward="forward" in switches.passes
    )


DEFAULT: Final = Switches()


def pipeline(switches: Switches = DEFAULT) -> tuple[Stage, ...]:
    """Fresh emit stages for one Builder."""
    fold, cse = _fold_stage(switches), _cse_stage(switches)
    return (cse,) if fold is None else (fold, cse)


def rebuild(fragment: Fragment, stages: Sequence[Stage]) -> Fragment:
    """Emit a fragment without closed loop again, through `stages`.

    Raises GuardFails for a guard that can never hold.
    """
    assert fragment.loop_start is None
    builder = Builder(stages, fragment.pool)
    copies: list[Ref] = []
    snapshots: dict[int, Snapshot] = {}

    def copy_of(ref: Ref) -> Ref:
        return ref if isinstance(ref, Constant) else copies[ref.index]

    def copy_snapshot(snap: Snapshot | None) -> Snapshot | None:
        if snap is None:
            return None
        found = snapshots.get(id(snap))
        if found is None:
            slots = tuple([(slot, copy_of(ref)) for slot, ref in snap.slots])
            found = replace(snap, slots=slots)
            snapshots[id(snap)] = found
        return found

    for ins in fragment.instructions:
        args = tuple([copy_of(arg) for arg in ins.args])
        copies.append(builder.emit(ins.op, args, ins.aux, ins.type, copy_snapshot(ins.snapshot)))
    end = fragment.end
    return builder.finish(
        fragment.id,
        fragment.kind,
        fragment.name,
        end.kind,
        copy_snapshot(end.snapshot),
        target=end.target,
        entry_frames=fragment.entry_frames,
    )


def optimize(
    fragment: Fragment,
    switches: Switches = DEFAULT,
    *,
    recorded: bool = True,
    check: Callable[[Fragment], None] | None = None,
    watch: Callable[[str, Fragment], None] | None = None,
) -> Fragment:
    """Run the passes that are switched on; takes over `fragment`.

    `check` is called after each pass (tests give the verifier), and `watch` with what was done as
    well. Without the loop pass an open iteration is closed by a link to itself. Raises
    loop.LoopUnstable if an iteration cannot be closed, builder.GuardFails (only with
    recorded=False) for a guard that can never hold.
    """

    def done(fragment: Fragment, name: str) -> Fragment:
        if check is not None:
            check(fragment)
        if watch is not None:
            watch(f"behind {name}", fragment)
        return fragment

    if not recorded:
        fragment = done(rebuild(fragment, pipeline(switches)), "fold, cse and forward")
    if is_open_loop(fragment):
        if "loop" in switches.passes:
            fragment = close(fragment, _fold_stage(switches), _cse_stage(switches))
        else:
            fragment = self_link(fragment)
        done(fragment, "loop")
    if "dce" in switches.passes:
        done(eliminate(fragment), "dce")
    if "sink" in switches.passes:
        done(sink(fragment), "sink")
    return fragment


def describe() -> str:
    """The passes as text, in order."""
    return "".join(f"{pass_.name:<10}{pass_.doc}\n" for pass_ in PASSES)
