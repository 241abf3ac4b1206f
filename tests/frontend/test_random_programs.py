"""The compiler against PUC on generated chunks, well-formed and not."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.frontend.programs import CHUNKS, TOKEN_SOUP
from tests.frontend.puc import our_load, puc_load

_SETTINGS = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_SETTINGS
@given(CHUNKS)
def test_program(source: bytes) -> None:
    assert our_load(source) == puc_load(source)


@_SETTINGS
@given(TOKEN_SOUP)
def test_token_soup(source: bytes) -> None:
    assert our_load(source) == puc_load(source)


@_SETTINGS
@given(CHUNKS, st.integers(0), st.integers(0), TOKEN_SOUP)
def test_damaged_program(source: bytes, start: int, length: int, patch: bytes) -> None:
    start %= len(source) + 1
    damaged = source[:start] + patch[:20] + source[start + length % 8 :]
    assert our_load(damaged) == puc_load(damaged)


@_SETTINGS
@given(st.binary(max_size=60).filter(lambda data: data[:1] != b"\x1b"))
def test_bytes(source: bytes) -> None:
    assert our_load(source, source) == puc_load(source, source)
