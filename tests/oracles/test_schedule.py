"""Schedules go through text and JSON and come back."""

import json

import pytest

from conformance.jit_under_test.options import Force
from conformance.oracles.schedule import Schedule, ScheduleError, parse_option

VALUES = [
    ("hot_loop=2", 2),
    ("max_instructions=-1", -1),
    ("clock=true", True),
    ("faults=b,a", frozenset({"a", "b"})),
    ("disabled_passes=", frozenset()),
    ("force=count", Force(0)),
    ("force=first", Force(1)),
    ("force=nth:12", Force(12)),
    ("force=3.0@7+12.13@1", Force(0, ((3, 0, 7), (12, 13, 1)))),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_options_have_a_text_form_and_a_json_form(text, value):
    assert parse_option(text)[1] == value
    schedule = Schedule.parse(f"seed=1 {text}")
    assert Schedule.parse(str(schedule)) == schedule
    assert Schedule.from_plain(json.loads(json.dumps(schedule.plain()))) == schedule


@pytest.mark.parametrize(
    "text", ["hot_loop", "=2", "force=", "force=last", "force=1.2", "force=nth:0", "force=1.2@3+"]
)
def test_what_is_no_option_is_refused(text):
    with pytest.raises(ScheduleError):
        Schedule.parse(text)


def test_a_schedule_is_a_value():
    schedule = Schedule.parse("hot_exit=1 hot_loop=2")
    assert schedule == Schedule({"hot_loop": 2, "hot_exit": 1}) == {"hot_loop": 2, "hot_exit": 1}
    assert hash(schedule) == hash(Schedule.parse("hot_loop=2 hot_exit=1"))
    assert str(schedule.without("hot_loop").replaced(seed=4)) == "hot_exit=1 seed=4"
