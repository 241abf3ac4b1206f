"""Pages: their structure, what they say first, that they load nothing and run nothing."""

import re
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from conformance.campaign.history import RanCase
from conformance.report.page import ReportError, bench_page, campaign_page, check_extra
from conformance.report.score import Score, Tried
from tests.report.pages import Document, found, history, measurement, results

pytest.importorskip("matplotlib", reason="the extra `report` is not installed")
pytest.importorskip("jinja2", reason="the extra `report` is not installed")

SCORE = Score(
    [
        Tried("drop-guard", "recorder", "a <guard> is missing", "stdout", True, True, "recorder",
              5, 2.5, ""),
        Tried("lose-sign", "fold", "a sign is lost", None, None, False, "", 99, 120.0, ""),
    ]
)  # fmt: skip
FINDINGS = (
    found(1, source=b"x = 1"),
    found(1, capsule="corpus/c", source=b"local y = 2"),
    found(2, engine="arm64:trace", detail="<u>"),
    found(3, source=b"z", signature="x64/value", blame="x64"),
)
PAGES = {
    "campaign": lambda: campaign_page(history(*FINDINGS), SCORE),
    "campaign without findings": lambda: campaign_page(history()),
    "campaign without cases": lambda: campaign_page(history(cases=0)),
    "campaign with one case": lambda: campaign_page(history(cases=1)),
    "benchmark": lambda: bench_page(results()),
    "benchmark of nothing": lambda: bench_page(results(measurement(runs=(), warmup=()))),
}


@pytest.fixture(scope="module", params=PAGES)
def document(request):
    return Document(PAGES[request.param]().html)


def test_pages_load_nothing(document):
    for element in document.elements:
        assert element.tag not in ("script", "link", "iframe", "img", "object", "embed", "base")
        for name, value in element.attributes.items():
            if name in ("href", "src", "srcset", "data", "action", "xlink:href"):
                assert value.startswith("#"), (element.tag, name, value)
            assert not name.startswith("on")
    assert not re.search(r"https?:|@import|url\((?!#)", document.source)
    (policy,) = (e for e in document.all("meta") if "http-equiv" in e.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'")


def test_pages_can_be_read_by_all(document):
    assert document.elements[0].attributes["lang"] == "en"
    viewport = [e.attributes.get("content") for e in document.all("meta")]
    assert "width=device-width, initial-scale=1" in viewport
    ids = [e.attributes["id"] for e in document.elements if "id" in e.attributes]
    assert len(set(ids)) == len(ids)
    links = document.all("a")
    assert "skip" in links[0].attributes["class"] and links[0].attributes["href"] == "#main"
    for link in links:
        assert link.attributes["href"][1:] in ids
    headings = [int(e.tag[1]) for e in document.elements if re.fullmatch("h[1-6]", e.tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    for chart in document.all("svg"):
        assert chart.attributes["role"] == "img" and chart.attributes["aria-label"]
    for table in document.all("table"):
        assert "section" in table.around
    assert len(document.all("caption")) == len(document.all("table"))
    # What scrolls must be within reach of the keyboard.
    scrolling = [e for e in document.elements if e.attributes.get("class") == "scroll"]
    for element in (*document.all("pre"), *scrolling):
        assert element.attributes["tabindex"] == "0" and element.attributes["aria-label"]
    for summary in document.all("summary"):
        assert summary.around[-1] == "details"


def test_charts_have_the_colours_of_the_page(document):
    style, *_ = document.all("style")
    assert "prefers-color-scheme: dark" in style.text
    for variable in re.findall(r"var\((--[\w-]+)\)", document.source):
        assert f"{variable}:" in style.text
    assert not re.search(r"(?:fill|stroke): #", document.source)


def test_the_verdict_comes_first(document):
    verdict = document.by_id("verdict")
    before = document.elements[: document.elements.index(verdict)]
    assert verdict.around == ("html", "body", "header")
    assert not any(element.tag in ("section", "svg", "table") for element in before)
    title, *_ = document.all("title")
    assert title.text.split(": ", 1)[1] in verdict.text


PLANTED = {"seed": 3, "engines": ["native:trace"], "settings": {"faults": ["pass-nan"]}}
INVALID = replace(history(), cases=(RanCase(0, False, 0, 1.0, "generated", 1001.0),))
# campaign -> the class of its verdict, and what is in it
VERDICTS = {
    "no findings": (history(), "good", "No engine differed from PUC in 4 cases"),
    "no cases": (history(cases=0), "unsure", "No case has run"),
    "going on": (history(finished=None), "good", "The campaign has not ended"),
    "findings": (
        history(*FINDINGS), "bad",
        "4 differences from PUC in 4 cases: 2 distinct findings, 1 new",
    ),
    "not reduced": (history(*FINDINGS), "bad", "1 difference not reduced"),
    "none reduced": (history(found(1)), "bad", "1 difference from PUC in 4 cases 1 difference"),
    "planted": (history(plan=PLANTED), "good", "Faults were planted on purpose: pass-nan"),
    "vacuous": (history(entered=False), "good", "Only 0.0 % of the cases entered compiled code"),
    "not valid": (INVALID, "good", "1 case could not be compared"),
}  # fmt: skip


@pytest.fixture
def no_charts(monkeypatch):
    """Drawing takes most of the time."""
    monkeypatch.setattr("conformance.report.campaign_page.lines", lambda *_, **__: "")


@pytest.mark.parametrize("name", VERDICTS)
@pytest.mark.usefixtures("no_charts")
def test_verdicts_of_campaigns(name):
    told, tone, text = VERDICTS[name]
    document = Document(campaign_page(told).html)
    verdict = document.by_id("verdict")
    assert verdict.attributes["class"] == f"verdict {tone}"
    assert text in document.words(verdict)


@pytest.mark.usefixtures("no_charts")
def test_findings_are_grouped_by_signature_new_ones_first():
    document = Document(campaign_page(history(*FINDINGS)).html)
    assert [document.words(one) for one in document.all("summary")] == [
        "recorder/value new 2 differences",
        "x64/value known 1 difference",
        "native:trace/stdout not reduced 1 difference",
    ]  # fmt: skip


@pytest.mark.usefixtures("no_charts")
def test_a_finding_is_shown_with_all_that_is_needed_to_see_it_again():
    page = campaign_page(history(found(2, source=b"local y = 2", capsule="corpus/c", blame="x64")))
    document = Document(page.html)
    text = document.words(*document.all("details"))
    for part in (
        "Blame x64", "Engines native:trace", "Cases 2", "disabled_passes=cse hot_loop=2",
        "Capsule corpus/c", "- 1 + <b>2", "local y = 2", "moondiff corpus replay corpus/c",
    ):  # fmt: skip
        assert part in text


@pytest.mark.usefixtures("no_charts")
def test_text_of_programs_and_messages_is_never_markup():
    plan = {**history().plan, "engines": ["<i>native</i>"], "settings": {}}
    hostile = found(
        2, engine="<i>native</i>", signature="<script>x</script>", capsule="<img src=x>"
    )
    html = campaign_page(history(hostile, found(1), plan=plan), SCORE).html
    document = Document(html)
    assert not {"script", "i", "b", "u", "img"} & {element.tag for element in document.elements}
    (code, *_) = (e for e in document.all("code") if "pre" in e.around)
    # A browser replaces what no document can hold; all else is there as it was.
    assert "print('<script>alert(1)</script>') --]]>\"&amp;\\xff" in code.text


def test_curves_end_where_the_tables_do():
    document = Document(campaign_page(history()).html)
    titles = [chart.attributes["aria-label"] for chart in document.all("svg")]
    assert titles == [
        "Guards over cases", "Exits over cases", "Opcodes over cases", "Compiler code over cases",
        "All features over cases", "Guard sites over cases", "Cases over time",
    ]  # fmt: skip
    rows = {
        row[0]: row[1:]
        for row in re.findall(
            r"<th scope=\"row\">([^<:]*)[^<]*</th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+|—)<",
            document.source,
        )
    }
    assert rows["guards"] == ("1", "0") and rows["forced"] == ("1", "2")
    assert rows["exits"] == ("0", "—") and rows["folding rules"][0] == "1"


def test_the_mutation_score_is_there_if_it_is_given():
    document = Document(campaign_page(history(), SCORE).html)
    text = document.by_id("score").text
    assert "1 of 2 planted faults found (50.0 %)" in text
    assert text.index("lose-sign") < text.index("drop-guard: a <guard> is missing")
    assert 'id="score"' not in campaign_page(history()).html


def test_benchmarks_say_how_fast_engines_are():
    page = bench_page(results())
    assert page.verdict == (
        "Time relative to PUC, geometric mean: native:trace 0.25 (3 programs), luajit 0.1 "
        "(3 programs)"
    )
    document = Document(page.html)
    titles = [chart.attributes["aria-label"] for chart in document.all("svg")]
    assert titles == [
        "green: time relative to PUC", "green: growth of fib", "green: warm-up of fib",
        "green: warm-up of <b>sort</b>",
    ]  # fmt: skip
    ratios, growth, *_ = document.all("svg")
    assert all(name in ratios.text for name in ("fib 10", "fib 20", "<b>sort</b>"))
    assert all(engine in growth.text for engine in ("puc", "native:trace", "luajit"))
    assert "Some programs ran 3 times only" in document.by_id("verdict").text


def test_problems_of_benchmarks_are_in_the_verdict():
    bad = measurement("md5", "luajit", problem="printed <something> else", runs=())
    document = Document(bench_page(results(measurement(), bad)).html)
    verdict = document.by_id("verdict")
    assert "bad" in verdict.attributes["class"] and "1 measurement went wrong" in verdict.text
    assert "md5 on luajit: printed <something> else" in document.by_id("problems").text


def test_a_benchmark_without_puc_has_no_ratios():
    document = Document(bench_page(results(measurement(engine="luajit"))).html)
    assert "none beside PUC" in document.by_id("verdict").text
    assert "there are no ratios" in document.by_id("suite-1").text


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ReportError, match=r"matplotlib .*pip install 'moondiff\[report\]'"):
        check_extra()
