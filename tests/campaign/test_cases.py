"""What of a case counts as a finding."""

import pytest

from conformance.campaign.cases import CASE_LIMITS, is_too_long
from conformance.oracles.observation import Observation, Status
from conformance.oracles.registry import ENGINES


@pytest.mark.parametrize(
    ("engine", "seconds", "status", "expected"),
    [
        ("reference", 0.5, Status.HANG, True),
        ("arm64:trace", 0.5, Status.HANG, True),
        ("native:trace", 0.5, Status.HANG, False),  # it hangs by itself
        ("native:trace", 5.0, Status.HANG, True),
        ("reference", 0.01, Status.HANG, False),  # nothing that an engine needs seconds for
        ("reference", 0.5, Status.CRASH, False),
        ("reference", 0.5, Status.OK, False),
    ],
)
def test_a_program_that_is_long_on_puc_may_be_too_long_for_others(
    engine, seconds, status, expected
):
    puc = Observation("puc", Status.OK, seconds=seconds)
    found = is_too_long(ENGINES[engine], puc, Observation(engine, status), CASE_LIMITS)
    assert found is expected
