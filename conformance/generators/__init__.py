"""Generators: decisions in, terminating and deterministic Lua 5.1 programs out.

For use from outside, in property tests of any Lua implementation:

    from conformance.generators import Profile, programs

`programs` is a Hypothesis strategy of source text, `Profile` says what is in it (see
docs/reuse.md). Everything else is made for this repository and changes with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.generators.scope import Profile as Profile
    from conformance.generators.strategies import programs as programs

__all__ = ["Profile", "programs"]

# Campaigns use this package in every worker and need no Hypothesis, which takes a while to import.
_HOMES = {
    "Profile": "conformance.generators.scope",
    "programs": "conformance.generators.strategies",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
