"""Folding rules, one by one: an instruction goes in, what is left of it comes out.

`x`, `y` are numbers, `i`, `j` int32 values, `w` a wide INT, `v` a boxed value and `t` a table.
The last line's result, or the guard itself, is what the case is about.
"""

import contextlib

import pytest

from conformance.jit_under_test.ir.builder import GuardFails
from conformance.jit_under_test.optimizer.fold import RULES, Fired, describe, folder
from conformance.jit_under_test.optimizer.passes import Switches, pipeline, rebuild
from tests.optimizer.texts import lines, parse

SETUP = """
snap 0 pc=0x10 clock=0 {}
v0 = sload VAL #0
v1 = unbox NUM v0 !0
v2 = sload VAL #1
v3 = unbox NUM v2 !0
v4 = num2int INT v1 !0
v5 = num2int INT v3 !0
v6 = iadd INT v4 v5
v7 = sload VAL #2
v8 = unbox TAB v7 !0
v9 = fload PTR v8 table.array
"""
NAMES = {"x": "v1", "y": "v3", "i": "v4", "j": "v5", "w": "v6", "v": "v7", "t": "v8", "p": "v9"}

# rule, instructions (joined by "; "; a, b, ... name their results), result or guard left over.
# "held" is a guard that vanishes, "fails" one that raises, "same" that nothing changes.
CASES = [
    ("constant-value", "NUM add 1.5 2.0", "3.5"),
    ("constant-value", "NUM sub 0.0 0.0", "0.0"),
    ("constant-value", "NUM div 0.0 0.0", "same"),
    ("constant-value", "NUM div -1.0 0.0", "-inf"),
    ("constant-value", "NUM sqrt -1.0", "same"),
    ("constant-value", "NUM neg 0.0", "-0.0"),
    ("constant-value", "INT iadd 9223372036854775807 1", "-9223372036854775808"),
    ("constant-value", "INT shr -1 60", "15"),
    ("constant-value", "NUM int2num 3", "3.0"),
    ("constant-value", "PTR aref PTR:0x100 2; astore a 1", "astore PTR:0x110 1"),
    ("constant-checked", "INT iaddov 2 3 !0", "5"),
    ("constant-checked", "INT iaddov 2147483647 1 !0", "fails"),
    ("constant-checked", "INT num2int -0.0 !0", "0"),
    ("constant-checked", "INT num2int 0.5 !0", "fails"),
    ("constant-test", "lt 1 2 !0", "held"),
    ("constant-test", "ult -1 2 !0", "fails"),
    ("constant-test", "fnlt nan:0x7ff8000000000000 2.0 !0", "held"),
    ("constant-test", "eq nil false !0", "fails"),
    ("same-operands", "eq v v !0", "held"),
    ("same-operands", "ne w w !0", "fails"),
    ("same-operands", "le w w !0", "held"),
    ("same-operands", "flt x x !0", "fails"),
    ("same-operands", "fngt x x !0", "held"),
    ("same-operands", "feq x x !0", "same"),
    ("same-operands", "fne x x !0", "same"),
    ("same-operands", "fle x x !0", "same"),
    ("new-object", "TAB call @make; ne a t !0", "held"),
    ("new-object", "TAB call @make; TAB call @make; eq a b !0", "fails"),
    ("new-object", "TAB call @make; TAB fload t table.metatable; ne a b !0", "same"),
    ("constant-to-the-right", "NUM add 3.0 x", "add NUM x 3.0"),
    ("constant-to-the-right", "INT band 3 w", "band INT w 3"),
    ("constant-to-the-right", "eq 3 w !0", "eq w 3 !0"),
    ("constant-to-the-right", "INT iaddov 3 i !0", "iaddov INT i 3 !0"),
    ("constant-to-the-right", "NUM sub 3.0 x", "same"),
    ("constant-to-the-right", "NUM add nan:0xfff8000000000000 x", "same"),
    ("neutral", "NUM mul x 1.0", "x"),
    ("neutral", "NUM div x 1.0", "x"),
    ("neutral", "NUM sub x 0.0", "x"),
    ("neutral", "NUM sub x -0.0", "same"),
    ("neutral", "NUM add x 0.0", "same"),
    ("neutral", "NUM add x -0.0", "x"),
    ("neutral", "NUM mul x 0.0", "same"),
    ("neutral", "NUM mul x -1.0", "same"),
    ("neutral", "INT iadd w 0", "w"),
    ("neutral", "INT isub w 0", "w"),
    ("neutral", "INT imul w 0", "0"),
    ("neutral", "INT imul w 1", "w"),
    ("neutral", "INT band w 0", "0"),
    ("neutral", "INT band w -1", "w"),
    ("neutral", "INT bor w 0", "w"),
    ("neutral", "INT bor w -1", "-1"),
    ("neutral", "INT bxor w 0", "w"),
    ("neutral", "INT sar w 0", "w"),
    ("neutral", "PTR aref p 0", "p"),
    ("neutral-checked", "INT iaddov i 0 !0", "i"),
    ("neutral-checked", "INT isubov i 0 !0", "i"),
    ("neutral-checked", "INT imulov i 1 !0", "i"),
    ("neutral-checked", "INT iaddov w 0 !0", "same"),
    ("idempotent", "INT isub w w", "0"),
    ("idempotent", "INT bxor w w", "0"),
    ("idempotent", "INT band w w", "w"),
    ("idempotent", "NUM min x x", "x"),
    ("idempotent", "INT isubov i i !0", "0"),
    ("cancel", "NUM neg x; NUM neg a", "x"),
    ("cancel", "INT bnot w; INT bnot a", "w"),
    ("absorb", "NUM floor x; NUM floor a", "floor NUM x"),
    ("absorb", "NUM ceil x; NUM floor a", "ceil NUM x"),
    ("absorb", "NUM int2num w; NUM ceil a", "int2num NUM w"),
    ("absorb", "NUM abs x; NUM abs a", "abs NUM x"),
    ("abs-of-neg", "NUM neg x; NUM abs a", "abs NUM x"),
    ("int-round-trip", "NUM int2num i; INT num2int a !0", "i"),
    ("int-round-trip", "NUM int2num w; INT num2int a !0", "same"),
    ("int-round-trip", "INT num2int x !0; NUM int2num a", "same"),
    ("low-half-of-int", "NUM int2num i; NUM add a 6755399441055744.0; INT numlo b", "i"),
    ("low-half-of-int", "NUM int2num w; NUM add a 6755399441055744.0; INT numlo b", "same"),
    ("low-half-of-int", "NUM int2num i; NUM add a 2.0; INT numlo b", "same"),
    ("low-half-of-int", "NUM add x 6755399441055744.0; INT numlo a", "same"),
    (
        "low-half-of-sum",
        "NUM int2num i; NUM int2num j; NUM sub a b; NUM add c 6755399441055744.0; INT numlo d",
        "sext INT e",
    ),
    (
        "low-half-of-sum",
        "NUM int2num i; NUM add a 7.0; NUM add b 6755399441055744.0; INT numlo c",
        "sext INT d",
    ),
    (
        "low-half-of-sum",
        "NUM int2num i; NUM add a 7.0; NUM sub b a; NUM add c 6755399441055744.0; INT numlo d",
        "sext INT v15",
    ),
    (
        "low-half-of-sum",
        "NUM int2num i; NUM add a 0.5; NUM add b 6755399441055744.0; INT numlo c",
        "same",
    ),
    (
        "low-half-of-sum",
        "NUM int2num w; NUM add a 7.0; NUM add b 6755399441055744.0; INT numlo c",
        "same",
    ),
    ("extended-already", "INT sext i", "i"),
    ("extended-already", "INT shl w 32; INT shr a 33; INT sext b", "shr INT a 33"),
    ("extended-already", "INT shl w 32; INT shr a 32; INT sext b", "same"),
    ("extended-already", "INT sext w", "same"),
    ("extended-already", "INT sext w; INT bxor a i; INT sar b w; INT sext c", "sar INT b w"),
    ("extended-already", "INT bxor i w; INT sext a", "same"),
    ("extended-already", "INT numlo x; INT bnot a; INT sext b", "bnot INT a"),
    ("extended-already", "INT shl i 1; INT sext a", "same"),
    ("double", "NUM mul x 2.0", "add NUM x x"),
    ("reciprocal", "NUM div x 4.0", "mul NUM x 0.25"),
    ("reciprocal", "NUM div x -0.5", "mul NUM x -2.0"),
    ("reciprocal", "NUM div x 3.0", "same"),
    ("reciprocal", "NUM div x 8.98846567431158e+307", "same"),
    ("reciprocal", "NUM div x 5e-324", "same"),
    ("reciprocal", "NUM div x 0.0", "same"),
    ("reciprocal", "NUM div x inf", "same"),
    ("subtract-constant", "INT isub w 5", "iadd INT w -5"),
    ("multiply-power", "INT imul w 8", "shl INT w 3"),
    ("multiply-power", "INT imul w 6", "same"),
    ("reassociate", "INT iadd w 5; INT iadd a -7", "iadd INT w -2"),
    ("compare-integers", "NUM int2num i; flt a 7.0 !0", "lt i 7 !0"),
    ("compare-integers", "NUM int2num i; fnle -0.0 a !0", "gt 0 i !0"),
    ("compare-integers", "NUM int2num i; NUM int2num j; fnge a b !0", "lt i j !0"),
    ("compare-integers", "NUM int2num i; feq a 0.5 !0", "same"),
    ("compare-integers", "NUM int2num w; feq a 1.0 !0", "same"),
    ("box", "VAL box t", "v"),
    ("box", "VAL box v", "v"),
    ("box", "VAL box 1", "VAL:0x3ff0000000000000"),
    ("box", "VAL box TAB:0x40", "VAL:0xfffa800000000040"),
    ("box", "VAL box w", "same"),
    ("unbox", "VAL box w; NUM unbox a !0", "int2num NUM w"),
    ("unbox", "NUM add x y; VAL box a; NUM unbox b !0", "add NUM x y"),
    ("unbox", "VAL box w; TAB unbox a !0", "fails"),
    ("unbox", "TAB unbox VAL:0xfffa800000000040 !0", "TAB:0x40"),
    ("unbox", "NUM unbox VAL:0x3ff0000000000000 !0", "1.0"),
    ("unbox", "NUM unbox nil !0", "fails"),
    ("store-unboxed", "NUM add x y; VAL box a; astore p b", "astore p a"),
    ("compare-boxes", "NUM add x y; VAL box a; eq b nil !0", "fails"),
    ("compare-boxes", "NUM add x y; VAL box a; ne b nil !0", "held"),
    ("compare-boxes", "VAL box w; eq a VAL:0x3ff0000000000000 !0", "same"),
    ("compare-boxes", "TAB fload t table.metatable; VAL box a; eq b VAL:0xfffa800000000040 !0",
     "eq a TAB:0x40 !0"),
    ("compare-boxes", "TAB fload t table.metatable; VAL box a; NUM add x y; VAL box c; ne b d !0",
     "held"),
]  # fmt: skip


def to_text(code: str, names: dict[str, str]) -> str:
    """One instruction of the shorthand in the text form: the type goes behind the operation."""
    words = [names.get(word, word) for word in code.split()]
    if words[0].isupper():
        return f"v{10 + len(names) - len(NAMES)} = {words[1]} {words[0]} {' '.join(words[2:])}"
    return " ".join(words)


def build(code: str) -> tuple[str, dict[str, str]]:
    names = dict(NAMES)
    body = []
    for letter, part in zip("abcde", code.split("; "), strict=False):
        body.append(to_text(part, names))
        names[letter] = f"v{10 + len(names) - len(NAMES)}"
    result = f"{{5: {names['abcde'[len(body) - 1]]}}}"
    if "=" not in body[-1] or "PTR" in body[-1]:
        result = "{}"
    end = f"snap 9 pc=0x90 clock=0 {result}\nend stop !9"
    return SETUP + "\n".join(body) + "\n" + end, names


@pytest.mark.parametrize(("rule", "code", "expected"), CASES, ids=[c[1] for c in CASES])
def test_rule(rule: str, code: str, expected: str) -> None:
    # The rule alone, so that the case shows what this rule does and no other one.
    stages = (folder(candidate for candidate in RULES if candidate.name == rule),)
    if rule in ("unbox", "store-unboxed", "compare-boxes"):
        stages = (folder(candidate for candidate in RULES if candidate.name in ("box", rule)),)
    text, names = build(code)
    before = parse(text)
    count = len(before.instructions)
    if expected == "fails":
        with pytest.raises(GuardFails):
            rebuild(before, stages)
        return
    unchanged = lines(before)
    after = rebuild(before, stages)
    if expected == "same":
        assert lines(after) == unchanged
        return
    # Integer operations for one, behind which more operations on numbers are dead.
    growth = 2 if rule == "low-half-of-sum" else 0
    assert len(after.instructions) <= count + growth
    printed = lines(after)
    if expected == "held":
        assert len(after.instructions) == count - 1
        assert not any(line.startswith(code.split("; ")[-1].split()[0] + " ") for line in printed)
        return
    for name, reference in names.items():
        if name in "abcde":
            continue
        expected = " ".join(reference if word == name else word for word in expected.split())
    expected = " ".join(names.get(word, word) for word in expected.split())
    assert any(expected in line for line in printed), "\n".join(printed)
    if "PTR" not in code and " " not in expected:
        assert printed[-2].endswith(f"{{5: {expected}}}")


@pytest.mark.parametrize(("rule", "code", "expected"), CASES, ids=[c[1] for c in CASES])
def test_a_rule_that_applies_is_noted(rule: str, code: str, expected: str) -> None:
    fired: Fired = set()
    with contextlib.suppress(GuardFails):
        rebuild(parse(build(code)[0]), (folder(RULES, fired),))
    verdicts = {known.name: fails for known in RULES for f, _, fails in fired if f is known.apply}
    # Where a case stays the same by this rule, it may apply to what another rule makes of it.
    assert rule in verdicts or expected == "same"
    assert verdicts.get(rule, False) == (expected == "fails")


def test_every_rule_has_cases() -> None:
    assert {rule.name for rule in RULES} == {case[0] for case in CASES}
    assert len(describe().splitlines()) == len(RULES)


def test_rules_can_be_switched_off() -> None:
    text, _ = build("NUM mul x 1.0")
    switches = Switches(disabled_rules=frozenset({"neutral"}))
    assert any("mul" in line for line in lines(rebuild(parse(text), pipeline(switches))))
    assert not any("mul" in line for line in lines(rebuild(parse(text), pipeline())))
    with pytest.raises(ValueError, match="neutrall"):
        Switches(disabled_rules=frozenset({"neutrall"}))
