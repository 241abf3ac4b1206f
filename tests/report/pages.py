"""Made-up campaigns and benchmarks, and a page's HTML as a list of elements."""

import math
from dataclasses import dataclass, field
from html.parser import HTMLParser

from conformance.bench.results import EngineInfo, Host, Measurement, Per, Results, Run
from conformance.campaign.history import Found, History, RanCase, Reduced
from conformance.oracles.schedule import Schedule

VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "use", "path"})
HOSTILE = b"print('<script>alert(1)</script>') --]]>\"&amp;\xff\0\n"
SCHEDULE = Schedule({"hot_loop": 2, "disabled_passes": frozenset({"cse"})})
# A guard for a VM instruction, one forced, an encoding, a folding rule, an abort.
FEATURES = {2 << 32 | 5 << 16 | 7: 0, 9 << 32 | 5 << 16 | 7: 2, 4 << 32 | 1 << 16 | 4: 1,
            8 << 32 | 3 << 16: 2, 7 << 32 | 4: 1}  # fmt: skip


def found(case=1, engine="native:trace", source=HOSTILE, coarse="native:trace/stdout", **small):
    """A difference with its verdict's signature; reduced if there is anything about that."""
    reduced = None
    if small:
        plain = {
            "source": source, "engine": engine, "schedule": SCHEDULE, "detail": "  - 1\n  + <b>2",
            "signature": "recorder/value", "blame": "recorder", "capsule": "",
        }  # fmt: skip
        reduced = Reduced(**{**plain, **small})
    return Found(case, engine, coarse, "line 1:\n  - <i>1\n  + 2", SCHEDULE, source, reduced)


def history(*findings, cases=4, finished=1060.0, entered=True, **changes):
    """A campaign of some cases on two engines."""
    by_case = [sum(one.case == number for one in findings) for number in range(cases)]
    ran = tuple(
        RanCase(n, True, by_case[n], 0.5, "generated", 1010.0 + 10 * n, (5, 4, 3),
                {"native:trace": entered})
        for n in range(cases)
    )  # fmt: skip
    plan = {"seed": 3, "engines": ["native:trace", "reference"], "settings": {}, "code": "abc"}
    given = {"number": 7, "plan": plan, "started": 1000.0, "finished": finished,
             "known": frozenset({"x64/value"}), "cases": ran, "findings": findings,
             "features": FEATURES if cases else {}}  # fmt: skip
    return History(**{**given, **changes})


def measurement(program="fib", engine="puc", factor=1.0, size="10", suite="green", **changes):
    """Three runs, and ten rounds that become faster."""
    scale = factor * float(size)
    runs = tuple(Run(n, scale * (1 + 0.01 * n), scale, peak=1 << 24) for n in range(3))
    warmup = tuple(scale * (1 + math.exp(-n)) for n in range(10))
    given = {"per": Per.RUN, "runs": runs, "warmup": warmup, "warmup_size": "5"}
    return Measurement(suite, program, size, engine, **{**given, **changes})


def results(*measurements, **changes):
    """A file of these, by default two programs of which one has two sizes."""
    measurements = measurements or tuple(
        measurement(program, engine, factor, size)
        for program, size in (("fib", "10"), ("fib", "20"), ("<b>sort</b>", "5"))
        for engine, factor in (("puc", 1.0), ("native:trace", 0.25), ("luajit", 0.1))
    )
    host = Host("a processor", 4, "Linux", "3.11", 0.1, "no counters here")
    engines = tuple(
        EngineInfo(name, f"what {name} is", (Run(0, 0.01, 0.01, peak=1 << 20),))
        for name in ("puc", "native:trace", "luajit")
    )
    given = {"suites": ("green",), "started": "2026-01-01T00:00:00", "host": host,
             "engines": engines, "measurements": measurements}  # fmt: skip
    return Results(**{**given, **changes})


@dataclass
class Element:
    """An element with its attributes, the text in it, and the tags around it."""

    tag: str
    attributes: dict
    around: tuple = ()
    text: str = ""


@dataclass
class Document(HTMLParser):
    """A page, read strictly: every element that is opened is closed."""

    source: str
    elements: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.open = []
        self.feed(self.source)
        self.close()
        assert not self.open, [one.tag for one in self.open]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), tuple(one.tag for one in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        # Elements are words of their own.
        self.handle_data(" ")

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs), tuple(one.tag for one in self.open)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open and self.open[-1].tag == tag, (tag, [one.tag for one in self.open])
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def all(self, tag):
        """The elements of a tag, in order."""
        return [one for one in self.elements if one.tag == tag]

    def words(self, element):
        """The text in an element, with single spaces."""
        return " ".join(element.text.split())

    def by_id(self, name):
        """The one element with an id."""
        (element,) = (one for one in self.elements if one.attributes.get("id") == name)
        return element
