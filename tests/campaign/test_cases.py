"""What of a case counts as a finding."""

import pytest

from conformance.campaign.cases import CASE_LIMITS, is_too_long
from conformance.oracles.observation import Observation, Status


@pytest.mark.parametrize(
    ("seconds", "status", "expected"),
    [
        (0.5, Status.HANG, True),
        (0.01, Status.HANG, False),  # nothing that an engine needs seconds for
        (0.5, Status.CRASH, False),
        (0.5, Status.OK, False),
    ],
)
def test_a_program_that_is_long_on_puc_may_be_too_long_for_others(seconds, status, expected):
    puc = Observation("puc", Status.OK, seconds=seconds)
    assert is_too_long(puc, Observation("reference", status), CASE_LIMITS) is expected
