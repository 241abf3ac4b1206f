"""Hypothesis strategies over the same grammar: Hypothesis makes, and shrinks, the decisions."""

from __future__ import annotations

from hypothesis import strategies as st

from conformance.generators.fragments import Case, fragment_case
from conformance.generators.grammar import DEFAULT_PROFILE, build
from conformance.generators.recordings import NASTY, STEPS
from conformance.generators.scope import Profile

# The steps of a recording, and the numbers in its first slots.
script = st.lists(
    st.tuples(*[st.integers(0, 23), st.integers(0, 15), st.integers(0, 15)]), max_size=STEPS
)
slots = st.lists(st.sampled_from(NASTY), min_size=4, max_size=4)


class _DrawnDecisions:
    """Choices that Hypothesis draws; its shrinker moves them towards zero, the simplest."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def below(self, count: int) -> int:
        return self._draw(st.integers(0, count - 1))


@st.composite
def programs(draw: st.DrawFn, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """Terminating, deterministic Lua 5.1 programs as source text, in ASCII.

    A program prints what it computes, addresses left out, so that two implementations can be
    compared by their output; it may end by an uncaught error unless `profile` says otherwise. It
    shrinks to few and simple statements.
    """
    return build(_DrawnDecisions(draw), profile)


@st.composite
def fragment_cases(draw: st.DrawFn) -> Case:
    """Valid IR fragments over the fragments' world, with the stack that they start with."""
    return fragment_case(_DrawnDecisions(draw))
