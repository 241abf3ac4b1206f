"""What CI systems get: valid XML whatever findings hold, and one line for each annotation."""

import xml.etree.ElementTree as ElementTree

import pytest

from conformance.report.exchange import (
    Case,
    annotation_lines,
    bench_cases,
    campaign_cases,
    junit,
)
from tests.report.pages import HOSTILE, found, history, measurement, results


def parsed(cases):
    return ElementTree.fromstring(junit("moondiff fuzz", cases))


def test_engines_without_findings_pass():
    root = parsed(campaign_cases(history()))
    assert (root.get("tests"), root.get("failures")) == ("2", "0")
    assert [suite.get("name") for suite in root] == ["native:trace", "reference"]
    assert [test.get("name") for test in root.iter("testcase")] == ["4 cases", "4 cases"]


def test_findings_of_one_signature_are_one_failure_of_an_engine():
    told = history(
        found(1, source=b"first", detail="- 1"),
        found(2, source=b"second", capsule="corpus/c", detail="- 2"),
        found(2, engine="reference", signature="frontend/value"),
        found(3, coarse="native:trace/hang"),
    )
    root = parsed(campaign_cases(told))
    assert (root.get("tests"), root.get("failures")) == ("3", "3")
    native, reference = root
    names = [test.get("name") for test in native]
    assert names == ["native:trace/hang", "recorder/value"]
    assert [test.get("name") for test in reference] == ["frontend/value"]
    archived = native[1]
    assert archived.get("file") == "corpus/c/program.lua"
    assert archived[0].get("message") == "differs from PUC in case 2"
    assert "- 2" in archived[0].text and "second" in archived[0].text
    assert "options: disabled_passes=cse hot_loop=2" in archived[0].text


def test_what_xml_cannot_hold_is_escaped():
    text = HOSTILE.decode("latin-1") + "\ud800\ufffe\x0b]]>"
    (failure,) = parsed([Case("s<", "n&", 1.0, text, text, text)]).iter("failure")
    for shown in (failure.get("message"), failure.text):
        assert "<script>alert(1)</script>" in shown
        assert "\\x00" in shown and "\\xd800" in shown and "\\x0b" in shown


def test_benchmarks_have_a_test_for_each_program_and_engine():
    cases = bench_cases(results(measurement(), measurement(engine="luajit", problem="it hung")))
    assert [(case.suite, case.name, case.problem) for case in cases] == [
        ("green", "fib 10 on puc", ""),
        ("green", "fib 10 on luajit", "it hung"),
    ]
    root = parsed(cases)
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [float(test.get("time")) for test in root.iter("testcase")] == [10.1, 10.1]


# failed case -> its annotation
LINES = {
    Case("s", "n"): None,
    Case("s", "n", problem="bad"): "::error title=s%3A n::bad",
    Case("a,b", "c:d", problem="50 %\r\nof it", detail="x", file="corpus/a,b/c:d.lua"):
        "::error file=corpus/a%2Cb/c%3Ad.lua,line=1,title=a%2Cb%3A c%3Ad::50 %25%0D%0Aof it%0Ax",
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_annotations_are_one_line_each(case):
    assert list(annotation_lines([case])) == ([LINES[case]] if LINES[case] else [])
