"""Random numbers of a program that gives no seed."""

from lupa import lua51

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier


def test_first_numbers_are_those_of_seed_one() -> None:
    """C's rand() starts so in a new process; an engine may not be the process's first."""
    body = b"return math.random(1000000), math.random(1000000), math.random(1000000)"
    expected = lua51.LuaRuntime(encoding=None).execute(b"math.randomseed(1) " + body)
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        assert engine.run(body, b"=t").results == tuple(b"%d" % n for n in expected)
