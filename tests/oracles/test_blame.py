"""Blame follows from which engines differ."""

import pytest

from conformance.oracles.blame import RULES, WITNESSES, culprit

CASES = [
    (set(), ""),
    ({"bytecode", "native:trace"}, "frontend"),
    ({"reference", "native:interp", "arm64:interp", "native:trace"}, "runtime or semantics"),
    ({"native:interp", "arm64:interp", "native:trace", "arm64:trace"}, "interpreter builder"),
    ({"native:interp", "native:trace"}, "x86-64 image"),
    ({"arm64:interp", "arm64:trace"}, "ARM64 image or emulator"),
    ({"native:trace", "arm64:trace"}, "recorder or optimizer"),
    ({"native:trace"}, "x64 backend"),
    ({"arm64:trace"}, "a64 backend or emulator"),
    ({"reference"}, "reference executor"),
]


@pytest.mark.parametrize(("wrong", "expected"), CASES)
def test_the_differing_engines_point_at_a_part(wrong, expected):
    assert culprit(wrong) == expected


def test_rules_speak_of_engines_that_are_asked():
    assert {name for rule in RULES for name in (*rule.wrong, *rule.right)} <= set(WITNESSES)
