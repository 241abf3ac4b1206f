"""What a run reports for an error that nothing catches, and what print does with metatables."""

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier

UNCAUGHT = (
    ("error('text', 0)", b"text", True),
    ("error('')", b"t:1: ", True),
    ("error('', 0)", b"", True),
    ("error(5, 0)", b"5", True),
    ("error(nil)", None, False),
    ("error({})", b"(error object is not a string)", False),
    ("debug.traceback = nil error('text', 0)", b"text", False),
)


@pytest.mark.parametrize(("source", "message", "traced"), UNCAUGHT)
def test_uncaught_error(source: str, message: bytes | None, traced: bool) -> None:
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        outcome = engine.run(source.encode(), b"=t")
    assert (outcome.status, outcome.message) == ("error", message)
    assert (outcome.traceback or b"").endswith(b"in main chunk\n\t[C]: ?") == traced


def test_metatable_of_printed_values() -> None:
    """print goes through the metatables of numbers and strings."""
    source = (
        b"debug.setmetatable(1, {__tostring = function() return 'number' end}) print(5)"
        b" getmetatable('').__tostring = function() return 'string' end print('x')"
    )
    written: list[bytes] = []
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        engine.run(source, b"=t", stdout=written.append)
    assert b"".join(written) == b"number\nstring\n"
