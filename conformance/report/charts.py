"""Charts as SVG text that takes its colours and fonts from the page around it.

matplotlib draws with colours that stand for variables of the page's style sheet, which are put in
their place afterwards: so one drawing is right in light and in dark. A chart is as wide as a phone;
pages put several of them side by side where there is room.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

# Pixels of a chart, and of a row of a chart of ratios.
WIDTH, HEIGHT = 340, 220
ROW_HEIGHT, MARGIN = 17, 62
_PIXELS_PER_INCH: Final = 72
# Colours that stand for the style sheet's variables.
_INK, _RULE = "#010203", "#020304"
_SERIES: Final = tuple(f"#0304{number:02x}" for number in range(1, 9))
_VARIABLES: Final[Mapping[str, str]] = {
    _INK: "var(--ink)",
    _RULE: "var(--rule)",
    **{colour: f"var(--series-{number})" for number, colour in enumerate(_SERIES, 1)},
}
_MARKERS: Final = "osD^vPX*"
# Any: the keys that matplotlib's types allow are another set in each version.
_STYLE: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "moondiff",
    "font.size": 9,
    # A dollar sign in a name is one.
    "text.parse_math": False,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _RULE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "grid.color": _RULE,
    "grid.linewidth": 0.6,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "lines.linewidth": 1.6,
    "lines.markersize": 4,
}


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, its points, and which of the colours and marks it has (default: in turn).

    What is of one thing has one colour in all charts of a page.
    """

    name: str
    xs: Sequence[float]
    ys: Sequence[float]
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """One row of a chart of ratios: the middle, the least and the greatest of each series."""

    name: str
    values: Mapping[str, tuple[float, float, float]]


def lines(
    title: str, x_label: str, y_label: str, series: Sequence[Series], *,
    steps: bool = False, markers: bool = False, log: bool = False,
) -> str:  # fmt: skip
    """Lines over numbers; with `log` both axes are logarithmic, for growth."""
    with matplotlib.rc_context(_STYLE):
        figure, axes = _figure(HEIGHT)
        for index, one in enumerate(series):
            colour, mark = _look(index if one.slot is None else one.slot)
            axes.plot(
                one.xs, one.ys, label=one.name, color=colour, marker=mark if markers else "",
                drawstyle="steps-post" if steps else "default",
            )  # fmt: skip
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        if log:
            axes.set_xscale("log")
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
            axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        if len(series) > 1:
            figure.legend(loc="outside upper center", ncols=2)
        return _svg(figure, title)


def ratios(title: str, label: str, rows: Sequence[Spread], slots: Mapping[str, int]) -> str:
    """A row for each program, a mark for each series, on a logarithmic axis; 1 is the peer.

    `slots` are the series by name, in order, with which of the colours and marks each has.
    """
    with matplotlib.rc_context(_STYLE):
        figure, axes = _figure(ROW_HEIGHT * max(3, len(rows)) * max(1, len(slots)) // 2 + MARGIN)
        for index, (name, slot) in enumerate(slots.items()):
            colour, mark = _look(slot)
            offset = (index - (len(slots) - 1) / 2) * 0.7 / len(slots)
            known = [
                (y + offset, row.values[name]) for y, row in enumerate(rows) if name in row.values
            ]
            heights = [y for y, _ in known]
            axes.hlines(
                heights, [least for _, (_, least, _) in known],
                [most for _, (_, _, most) in known], color=colour,
            )  # fmt: skip
            axes.plot(
                [middle for _, (middle, _, _) in known], heights, label=name, color=colour,
                linestyle="", marker=mark,
            )  # fmt: skip
        axes.axvline(1, color=_INK, linewidth=1)
        axes.set_yticks(range(len(rows)), [row.name for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.grid(visible=False, axis="y")
        axes.set_xscale("log")
        _plain_log(axes)
        axes.set_xlabel(label)
        figure.legend(loc="outside upper center", ncols=2)
        return _svg(figure, title)


def _look(slot: int) -> tuple[str, str]:
    """The colour and the mark of a slot."""
    return _SERIES[slot % len(_SERIES)], _MARKERS[slot % len(_MARKERS)]


def _plain_log(axes: Axes) -> None:
    """Ticks of a logarithmic axis as people write numbers."""
    low, high = axes.get_xlim()
    subs = (1.0,) if high / low > 300 else (1.0, 2.0, 5.0)
    axes.xaxis.set_major_locator(LogLocator(subs=subs, numticks=8))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _figure(height: float) -> tuple[Figure, Axes]:
    size = WIDTH / _PIXELS_PER_INCH, height / _PIXELS_PER_INCH
    figure = Figure(figsize=size, layout="constrained")
    return figure, figure.add_subplot()


def _svg(figure: Figure, title: str) -> str:
    """The figure as an element of HTML, with a name for those who cannot see it."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True)
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    # The parser of HTML knows the namespaces; what they are named by looks like addresses.
    head = f'<svg role="img" aria-label="{escape(title)}" class="chart"'
    box = re.search(r'viewBox="[^"]*"', text)
    assert box is not None
    text = re.sub(r"<svg[^>]*>", lambda _: f"{head} {box[0]}>", text, count=1)
    text = text.replace("xlink:href", "href")
    # Fonts are the page's, and a style sheet in here would be the whole page's.
    text = re.sub(r"font-family: [^;\"]*;? ?|<style.*?</style>", "", text, flags=re.DOTALL)
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, variable)
    return _unique(text, f"chart-{zlib.crc32(title.encode()):x}")


def _unique(text: str, prefix: str) -> str:
    """Identifiers are the page's, and a page has several charts."""
    text = re.sub(r'\bid="', f'id="{prefix}-', text)
    text = re.sub(r'href="#', f'href="#{prefix}-', text)
    return re.sub(r"url\(#", f"url(#{prefix}-", text)
