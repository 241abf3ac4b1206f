"""Hypothesis strategies over the same grammar: Hypothesis makes, and shrinks, the decisions."""

from __future__ import annotations

from hypothesis import strategies as st

from conformance.generators.programs import DEFAULT_PROFILE, build
from conformance.generators.scope import Profile


class _DrawnDecisions:
    """Choices that Hypothesis draws; its shrinker moves them towards zero, the simplest."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def below(self, count: int) -> int:
        return self._draw(st.integers(0, count - 1))


@st.composite
def programs(draw: st.DrawFn, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """Terminating, deterministic Lua 5.1 programs as source text."""
    return build(_DrawnDecisions(draw), profile)
