"""Random instructions: all rows occur, they read back, and a wrong encoder is noticed."""

import pytest

from conformance.campaign.throwing import judge, make_input
from conformance.generators.decisions import SeededDecisions
from conformance.generators.encodings import A64_ROWS, X64_ROWS, a64_instruction, x64_instruction
from conformance.generators.targets import encodings
from conformance.jit_under_test.backends.a64.encoding import Encoding
from conformance.jit_under_test.backends.x64 import encoding as x64

INPUTS = 150


def problems(inputs):
    judged = [judge(encodings.TARGET, make_input(encodings.TARGET, 1, n)) for n in range(inputs)]
    return {problem[0] for _, problem in judged if problem}


def test_instructions_read_back():
    assert problems(INPUTS) == set()


def test_every_row_occurs():
    decisions = SeededDecisions(1)
    forms = {str(x64_instruction(decisions)[0]) for _ in range(20 * len(X64_ROWS))}
    rows = {a64_instruction(decisions)[0].name for _ in range(20 * len(A64_ROWS))}
    assert forms == {str(form) for form in X64_ROWS}
    assert rows == {row.name for row in A64_ROWS}


def wrong_memory(reg, operand):
    """Forgets the index register's high bit."""
    rex, tail = right_memory(reg, operand)
    return rex & ~2, tail


right_memory = x64._memory


def test_a_lost_bit_of_an_index_is_noticed(monkeypatch):
    x64.encode.cache_clear()
    monkeypatch.setattr(x64, "_memory", wrong_memory)
    try:
        found = problems(20)
    finally:
        monkeypatch.undo()
        x64.encode.cache_clear()
    assert found and all(kind.endswith("has other operands") for kind in found)


@pytest.mark.parametrize("bit", [0, 5])
def test_a_wrong_register_of_arm64_is_noticed(monkeypatch, bit):
    right = Encoding.encode

    def wrong(self, *operands):
        word = right(self, *operands)
        return word ^ 1 << bit if self.name in ("ldr", "str", "fadd", "mul") else word

    monkeypatch.setattr(Encoding, "encode", wrong)
    assert any(kind.startswith("a64 ") for kind in problems(60))


def test_inputs_are_shown_as_assembly():
    text = encodings.show(make_input(encodings.TARGET, 1, 3))
    assert len(text.splitlines()) >= 2
