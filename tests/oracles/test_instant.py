"""PUC stopped at an exact VM instruction."""

import pytest

from conformance.oracles.instant import count_instructions, observe_instant
from conformance.oracles.instant_values import render_number
from conformance.oracles.program import Program

LOOP = Program(b"local total = 0\nfor i = 1, 10 do\n  total = total + i\nend\nprint(total)\n")
# One LOADK; three more and FORPREP; FORLOOP eleven times; ADD ten times; four to print and end.
LOOP_LENGTH = 1 + 3 + 1 + 11 + 10 + 4


def test_the_count_is_that_of_the_bytecode():
    count, observation = count_instructions(LOOP, 10**6, stride=1)
    assert count == LOOP_LENGTH
    assert observation.stdout == b"55\n"


def test_the_state_follows_the_instructions():
    # The body is ADD, FORLOOP: before the (k+1)-th ADD the total is the sum of 1..k.
    first_add = 7
    for k in range(10):
        frame = observe_instant(LOOP, first_add + 2 * k).frames[0]
        assert dict(frame.locals)["total"] == str(k * (k + 1) // 2)
        assert dict(frame.locals)["i"] == str(k + 1)
        assert frame.line == 3


def test_a_program_that_ends_earlier_has_no_such_instant():
    assert observe_instant(LOOP, LOOP_LENGTH) is not None
    assert observe_instant(LOOP, LOOP_LENGTH + 1) is None


def test_all_frames_and_values_without_addresses():
    source = b"""local t = {1, {x = 'a\\0'}, nil, print}
    local function inner(a, ...) local z = a return z + 0.5 end
    local function outer(b) local r = inner(b, 2) return r end
    print(outer(7))"""
    shown = None
    for number in range(1, 40):
        instant = observe_instant(Program(source), number)
        if instant and len(instant.frames) == 4 and "z" in dict(instant.frames[0].locals):
            shown = instant
            break
    assert [frame.line for frame in shown.frames] == [2, 3, 4, -1]
    assert dict(shown.frames[0].locals)["z"] == "7"
    # Table 1 is the hidden local `arg` of the vararg function.
    assert dict(shown.frames[2].locals)["t"] == (
        "table#2{[1]=1 [2]=table#3{['x']='a\\x00'} [4]=function#4}"
    )


def test_coroutines_share_the_count():
    source = Program(
        b"local c = coroutine.wrap(function() local k = 0 while true do k = k + 1"
        b" coroutine.yield(k) end end)\nlocal s = 0 for i = 1, 5 do s = s + c() end print(s)"
    )
    count, _ = count_instructions(source, 10**6, stride=1)
    inside = [observe_instant(source, n) for n in range(1, count + 1)]
    assert all(instant is not None for instant in inside)
    assert any("k" in dict(frame.locals) for instant in inside for frame in instant.frames)
    assert observe_instant(source, count + 1) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "-0x0.0p+0"), (2.0**53, "0x1.0000000000000p+53"), (-3.0, "-3"),
        (0.1, "0x1.999999999999ap-4"), (float("inf"), "inf"), (float("nan"), "nan"),
    ],
)  # fmt: skip
def test_numbers_are_rendered_bit_for_bit(value, text):
    assert render_number(value) == text
