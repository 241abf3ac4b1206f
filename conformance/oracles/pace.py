"""Whether what a program shows depends on when the collector comes, which is no engine's affair.

Engines make objects of other sizes than PUC's, so their collectors come at other moments. Programs
that show these are no use for comparing. PUC tells them by itself: with its collector stopped, or
always at work, it shows something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from conformance.oracles.observation import Limits, Observation
from conformance.oracles.program import Program
from conformance.oracles.registry import ENGINES, REFERENCE_ENGINE
from conformance.oracles.workers import observe

# Without any of these a program does not see the collector.
_SEES: Final = re.compile(rb"__gc|__mode|newproxy|collectgarbage|gcinfo")
# In front of the first line, so that lines keep their numbers.
_PACES: Final = (
    b"collectgarbage('stop') ",
    b"collectgarbage('setpause', 1) collectgarbage('setstepmul', 1000000) ",
)


def depends_on_pace(
    program: Program, expected: Observation | None = None, limits: Limits | None = None
) -> bool:
    """Whether PUC shows something else when its collector comes at other moments.

    `expected` is what PUC shows by itself, if that is known.
    """
    if not _SEES.search(program.source):
        return False
    spec = ENGINES[REFERENCE_ENGINE]
    puc = spec.make()
    expected = expected or observe(puc, program, limits)
    for pace in _PACES:
        actual = observe(puc, replace(program, source=pace + program.source), limits)
        # One that ends by a limit, for want of a collector, tells nothing.
        if actual.status.is_language and spec.judge(expected, actual).differs:
            return True
    return False
