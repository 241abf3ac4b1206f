"""Blame: which part of the JIT a difference points at, by running the program elsewhere.

Triangulation over engines that share all but one part: where only one tier differs, the tier is
to blame; where only one machine does, its backend; where a pass left out makes it right, the pass.
The first rule of the table that fits names the culprit, so rules go from shared to special.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from conformance.jit_under_test.options import Force
from conformance.oracles.checking import check_program
from conformance.oracles.jit import EngineBroken, Settings, known_names
from conformance.oracles.observation import Limits
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, usable
from conformance.oracles.schedule import FORCE
from conformance.oracles.stock import STOCK

# The engines that are asked, where they work.
WITNESSES = (
    "bytecode",
    "reference",
    "native:interp",
    "arm64:interp",
    "native:trace",
    "arm64:trace",
)
INTERPRETERS = ("native:interp", "arm64:interp")
COMPILED = ("native:trace", "arm64:trace")
DISABLED_PASSES = "disabled_passes"
_STRESSES: tuple[Settings, ...] = tuple(
    {"gc_stress": count} for count in (1, 100, 200, 300, 500, 700, 1000, 3000)
)
# Other settings to try where one machine is right: as far as these were set at all.
_VARIATIONS: tuple[Settings, ...] = (
    *({"hot_loop": count} for count in (1, 2, 3, 5)),
    *({"hot_exit": count} for count in (1, 2, 3)),
    *_STRESSES,
)
# What makes unoptimized code begin, and exit, where optimized code might.
_UNOPTIMIZED: tuple[Settings, ...] = tuple(
    {"hot_loop": count, "hot_exit": 1, FORCE: Force(hit)} for count in (1, 2, 5) for hit in range(4)
)
_OF_LOOPS = "loop"
# Hits to try where chosen sites are forced to exit.
_MOST_HITS = 6
# In front of a program's first line, so that its lines keep their numbers.
_NO_COLLECTOR = b"collectgarbage('stop') collectgarbage = function() return 0 end "


@dataclass(frozen=True, slots=True)
class Rule:
    """The culprit when all of `wrong` differ and none of `right` does."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    culprit: str


_SHARED = "runtime or semantics"
_BUILDER = "interpreter builder"
_COMPILED_ANYWHERE = "recorder or optimizer"
ONE_MACHINE = ("x64 backend", "a64 backend or emulator")
_OF_INTERPRETERS = (_SHARED, _BUILDER)
_IMAGES = ("x86-64 image", "ARM64 image or emulator")
_REFERENCE = "reference executor"
COLLECTOR = "collector"
# What executes single instructions.
UNCOMPILED = (_SHARED, _BUILDER, *_IMAGES, _REFERENCE)

RULES: tuple[Rule, ...] = (
    Rule(("bytecode",), (), "frontend"),
    Rule(("reference", "native:interp", "arm64:interp"), (), _SHARED),
    Rule(("native:interp", "arm64:interp"), (), _BUILDER),
    Rule(("native:interp",), ("arm64:interp",), _IMAGES[0]),
    Rule(("arm64:interp",), ("native:interp",), _IMAGES[1]),
    Rule(("native:trace", "arm64:trace"), (), _COMPILED_ANYWHERE),
    Rule(("native:trace",), ("arm64:trace",), ONE_MACHINE[0]),
    Rule(("arm64:trace",), ("native:trace",), ONE_MACHINE[1]),
    Rule(("reference",), (), _REFERENCE),
)


def culprit(wrong: Collection[str]) -> str:
    """The part that a set of differing engines points at; empty when none of them differs."""
    for rule in RULES:
        if all(name in wrong for name in rule.wrong) and not any(n in wrong for n in rule.right):
            return rule.culprit
    return ""


def _differing(
    program: Program, names: Iterable[str], settings: Settings, limits: Limits
) -> set[str]:
    specs = [ENGINES[name] for name in names]
    checks = check_program(program, specs, settings, limits)
    return {check.actual.engine for check in checks if check.verdict.differs}


def _works(name: str) -> bool:
    try:
        return usable(ENGINES[name]) is None
    except EngineBroken:
        return False


def _differing_somehow(
    program: Program, names: Collection[str], settings: Settings, limits: Limits
) -> set[str]:
    """Those of the engines that differ under some settings like these.

    What a fault does to memory, or when, may show on one machine only by chance.
    """
    found: set[str] = set()
    for variation in _VARIATIONS:
        if variation.keys() <= settings.keys():
            found |= _differing(program, names, {**settings, **variation}, limits)
        if found:
            break
    return found


def _without_sites(program: Program, settings: Settings, limits: Limits) -> Settings:
    """Settings that force exits everywhere, where chosen ones are forced; the same if right then.

    The numbers of exits change with everything that is tried from here on.
    """
    force = settings.get(FORCE)
    if isinstance(force, Force) and force.sites:
        hits = sorted({1, 2, 3, *(hit for _, _, hit in force.sites)})
        for hit in hits[:_MOST_HITS]:
            everywhere = {**settings, FORCE: Force(hit)}
            if _differing(program, COMPILED, everywhere, limits):
                return everywhere
    return settings


def _pass_to_blame(program: Program, settings: Settings, limits: Limits) -> str:
    """The pass that makes a compiled program wrong; empty if it is wrong without any, too.

    A pass that makes it wrong all alone is to blame before one that it only is right without:
    that one may have brought about what another did not stand. So of several the last is to blame
    that works on what the others have made of loops. Nearly all that is done wrong before shows
    without loops: where these have to be optimized, too, that is what is wrong.
    """

    def differs_without(names: Collection[str]) -> bool:
        without = {**settings, DISABLED_PASSES: frozenset(names)}
        return bool(_differing(program, COMPILED, without, limits))

    known = known_names(DISABLED_PASSES)
    if differs_without(known) or _differs_unoptimized(program, settings, limits):
        return ""
    already = frozenset(settings.get(DISABLED_PASSES, ()))
    running = [name for name in known if name not in already]
    for name in running:
        if differs_without(set(known) - {name}):
            return name
    behind = known[known.index(_OF_LOOPS) :]
    for name in sorted(running, key=lambda name: -known.index(name) if name in behind else 0):
        if not differs_without(already | {name}):
            return name
    return ""


def _differs_unoptimized(program: Program, settings: Settings, limits: Limits) -> bool:
    """Does the program differ without any pass, under some settings?

    Passes also decide what is recorded and where it is left: with other thresholds, or exits, it
    may be the same without them.
    """
    bare = {**settings, DISABLED_PASSES: frozenset(known_names(DISABLED_PASSES))}
    return bool(_differing_somehow(program, COMPILED, bare, limits)) or any(
        _differing(program, COMPILED, {**bare, **variation}, limits) for variation in _UNOPTIMIZED
    )


def _is_right_when_plain(program: Program, settings: Settings, limits: Limits) -> bool:
    """Is the compiled program right where every value has a place of its own?

    Not so if it is then not compiled any more, for want of places.
    """
    specs = [ENGINES[name] for name in COMPILED if _works(name)]
    plain = {**settings, "plain_registers": True}
    checks = check_program(program, specs, plain, limits)
    return all(check.passed and not check.vacuous for check in checks)


def _is_right_uncollected(program: Program, settings: Settings, limits: Limits) -> bool:
    """Is the program right on the interpreters when nothing is ever collected?"""
    kept = {name: value for name, value in settings.items() if name != "gc_stress"}
    quiet = Program(_NO_COLLECTOR + program.source, program.chunkname, program.args, program.stdin)
    return not _differing(quiet, INTERPRETERS, kept, limits)


def plainest(
    program: Program, engine: str, settings: Settings, limits: Limits
) -> tuple[str, Settings]:
    """Where to look for the cause of an engine's difference: an engine, and its settings.

    What compiled code and its machine's interpreter share should not be looked for in compiled
    code: a smaller program might show it there alone. A collector under stress comes at other
    moments then, so some are tried.
    """
    spec = ENGINES[engine]
    if spec.compiles:
        interpreter = f"{spec.machine}:interp"
        stresses = _STRESSES if "gc_stress" in settings else ()
        for variation in ({}, *stresses):
            varied = {**settings, **variation}
            if _differing(program, (interpreter,), varied, limits):
                return interpreter, varied
    return engine, settings


def blame(
    program: Program,
    settings: Settings,
    limits: Limits,
) -> str:
    """Name the part that a difference points at.

    What the engines say together is looked at more closely: a difference that is gone when
    nothing is collected is the collector's; one of compiled code on both machines is that of a
    pass, of the register allocation, or else of the recorder.
    """
    names = [name for name in WITNESSES if _works(name)]
    STOCK.fill(sorted({ENGINES[name].machine for name in names if ENGINES[name].machine}))
    settings = _without_sites(program, settings, limits)
    wrong = _differing(program, names, settings, limits)
    right_compiled = [name for name in COMPILED if name in names and name not in wrong]
    if len(right_compiled) == 1 and wrong.isdisjoint(INTERPRETERS):
        wrong |= _differing_somehow(program, right_compiled, settings, limits)
    found = culprit(wrong)
    if found in _OF_INTERPRETERS and _is_right_uncollected(program, settings, limits):
        return COLLECTOR
    if found != _COMPILED_ANYWHERE:
        return found
    if name := _pass_to_blame(program, settings, limits):
        return f"optimizer pass {name}"
    return "register allocation" if _is_right_when_plain(program, settings, limits) else "recorder"
