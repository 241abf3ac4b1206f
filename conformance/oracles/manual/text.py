"""Chapters 5.4 to 5.6: strings, tables and mathematical functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.oracles.manual.entries import Entry, function_entries, token_entries

# The rest of a line of calls: argument count, then arguments with a letter for their type.
_FORMATS = {
    **{f"%{c}": rf"\d+\ts(?:[^%]|%%)*%[-+ #0]*\d*\.?\d*{c}" for c in "cdiouxXeEfgGqs"},
    "%%": r"\d+\ts.*%%",
    **{
        f"flag {name} of %{c}": rf"\d+\ts.*%[-+ #0]*{flag}[-+ #0]*\d*\.?\d*{c}"
        for name, flag, letters in (
            ("-", "-", "diouxXeEfgGsc"),
            ("+", r"\+", "dieEfgG"),
            ("space", " ", "dieEfgG"),
            ("#", "#", "oxXeEfgG"),
            ("0", "0", "diouxXeEfgG"),
        )
        for c in letters
    },
    **{f"width of %{c}": rf"\d+\ts.*%[-+ #0]*[1-9]\d*\.?\d*{c}" for c in "cdiouxXeEfgGs"},
    **{f"precision of %{c}": rf"\d+\ts.*%[-+ #0]*\d*\.\d*{c}" for c in "diouxXeEfgGs"},
    "precision without digits": r"\d+\ts.*%[-+ #0]*\d*\.[a-zA-Z]",
    "%q of a string with a quote": r"\d+\ts.*%q.*\ts.*\"",
    "%q of a string with a line break": r"\d+\ts.*%q.*\ts.*\\10",
    "%q of a string with a zero": r"\d+\ts.*%q.*\ts.*\\0",
    "%s of a long string": r"\d+\ts.*%s\ts.{100}",
    "%s of a number": r"\d+\ts[^\t]*%s[^\t]*\tn",
    "%d of a string": r"\d+\ts%d\ts\d",
    "%d of a fraction": r"\d+\ts[^\t]*%d[^\t]*\tn-?\d*\.\d",
    "%d of a negative number": r"\d+\ts[^\t]*%d[^\t]*\tn-",
    "%g of infinity": r"\d+\ts[^\t]*%[^\t]*g[^\t]*\tn-?inf",
    "%f of NaN": r"\d+\ts[^\t]*%[^\t]*f[^\t]*\tn-?nan",
    "%c of zero": r"\d+\ts[^\t]*%c[^\t]*\tn0",
    "surplus arguments": r"[3-9]\ts%d\tn",
}

# What patterns may hold; the pattern is the second argument of find, match, gmatch and gsub.
_PATTERNS = {
    "plain character": r"[a-z]",
    ".": r"\.",
    **{f"%{c}": f"%{c}" for c in "acdlpsuwxzACDLPSUWXZ"},
    "% before a magic character": r"%[].^$()%*+?[-]",
    "set": r"\[[^]^][^]]*\]",
    "complement of a set": r"\[\^",
    "range": r"\[[^]]*\w-\w",
    "class in a set": r"\[[^]]*%\w",
    "] first in a set": r"\[\^?\]",
    "- last in a set": r"\[[^]]+-\]",
    "^ not first in a set": r"\[[^]^]+\^",
    "*": r"[\w.\])]\*",
    "+": r"[\w.\])]\+",
    "-": r"[\w.)]-(?:$|[^\]\w])|\]-",
    "?": r"[\w.\])]\?",
    "%n": r"%[1-9]",
    "%b": r"%b..",
    "%f": r"%f\[",
    "$ anchor": r"[^%\t]\$(?:$|\t)",
    "$ not at the end": r"\$[^\t\n]",
    "capture": r"\([^)]",
    "nested captures": r"\([^)]*\(",
    "position capture": r"\(\)",
}
_PATTERN_USES = {use: rf"\d+\ts[^\t]*\ts[^\t]*?{how}" for use, how in _PATTERNS.items()} | {
    "empty pattern": r"\d+\ts[^\t]*\ts(?:\t|$)",
    "^ anchor": r"\d+\ts[^\t]*\ts\^",
}

STRING: Mapping[str, Mapping[str, str]] = {
    "string.byte": {
        "string only": r"1\ts",
        "position": r"2\ts[^\t]*\tn\d",
        "negative position": r"2\ts[^\t]*\tn-",
        "range": r"3\ts[^\t]*\tn",
        "empty string": r"\d\ts(?:\t|$)",
        "position behind the end": r"2\ts.{0,3}\tn\d\d",
        "of a number": r"\d\tn",
    },
    "string.char": {"no argument": "0", "one": "1", "several": r"[2-9]", "of a string": r"\d\ts"},
    "string.dump": {"function": r"1\tf"},
    "string.find": {
        "pattern only": r"2\ts",
        "init": r"3\ts[^\t]*\ts[^\t]*\tn\d",
        "negative init": r"\d\ts[^\t]*\ts[^\t]*\tn-",
        "init behind the end": r"\d\ts.{0,3}\ts[^\t]*\tn\d\d",
        "plain": r"4\ts[^\t]*\ts[^\t]*\t[n0][^\t]*\tbtrue",
        "in a number": r"\d\tn",
        **_PATTERN_USES,
    },
    "string.match": {
        "pattern only": r"2\ts",
        "init": r"3\ts[^\t]*\ts[^\t]*\tn",
        **_PATTERN_USES,
    },
    "string.gmatch": {
        "pattern": r"2\ts",
        "empty matches": r"2\ts[^\t]*\ts[^\t]*\*",
        "anchor, which matches itself": r"2\ts[^\t]*\ts\^",
        "captures": r"2\ts[^\t]*\ts.*\(",
        "position capture": r"2\ts[^\t]*\ts.*\(\)",
    },
    "string.gsub": {
        "string": r"\d\ts[^\t]*\ts[^\t]*\ts",
        "number as replacement": r"\d\ts[^\t]*\ts[^\t]*\tn",
        "table": r"\d\ts[^\t]*\ts[^\t]*\tt",
        "function": r"\d\ts[^\t]*\ts[^\t]*\tf",
        "limit": r"4\t.*\tn\d",
        "limit of 0": r"4\t.*\tn0",
        "negative limit": r"4\t.*\tn-",
        "%0 in the replacement": r"\d\ts[^\t]*\ts[^\t]*\ts.*%0",
        "%1 in the replacement": r"\d\ts[^\t]*\ts[^\t]*\ts.*%1",
        "%1 without captures": r"\d\ts[^\t]*\ts[^(\t]*\ts.*%1",
        "%9 in the replacement": r"\d\ts[^\t]*\ts[^\t]*\ts.*%9",
        "%% in the replacement": r"\d\ts[^\t]*\ts[^\t]*\ts.*%%",
        "% before a letter in the replacement": r"\d\ts[^\t]*\ts[^\t]*\ts.*%[a-z]",
        "anchor": r"\d\ts[^\t]*\ts\^",
        "empty pattern": r"\d\ts[^\t]*\ts\t",
        "of a number": r"\d\tn",
    },
    "string.len": {"with zeros": r"1\ts.*\\0", "empty": r"1\ts$", "of a number": r"1\tn"},
    "string.lower": {"letters": r"1\ts.*[A-Z]"},
    "string.upper": {"letters": r"1\ts.*[a-z]"},
    "string.rep": {
        "often": r"2\ts[^\t]*\tn\d",
        "zero times": r"2\ts[^\t]*\tn0",
        "a negative number of times": r"2\ts[^\t]*\tn-",
        "empty string": r"2\ts\t",
    },
    "string.reverse": {"string": r"1\ts..", "empty": r"1\ts$"},
    "string.sub": {
        "from": r"2\ts[^\t]*\tn\d",
        "from the end": r"2\ts[^\t]*\tn-",
        "from and to": r"3\ts[^\t]*\tn\d+\tn\d",
        "negative to": r"3\ts[^\t]*\tn-?\d+\tn-",
        "zero": r"\d\ts[^\t]*\tn0",
        "behind the end": r"3\ts[^\t]{0,6}\tn\d+\tn\d\d",
        "fractions": r"\d\ts[^\t]*\tn-?\d*\.\d",
    },
    "string.format": _FORMATS,
}
TABLE: Mapping[str, Mapping[str, str]] = {
    "table.concat": {
        "table only": r"1\tt",
        "separator": r"2\tt\ts",
        "from": r"3\tt\ts[^\t]*\tn",
        "from and to": r"4\tt\ts[^\t]*\tn\S+\tn",
        "number as separator": r"\d\tt\tn",
        "empty range": r"4\tt\ts[^\t]*\tn[5-9]\tn[1-4]",
    },
    "table.insert": {
        "append": r"2\tt",
        "position": r"3\tt\tn",
        "position behind the end": r"3\tt\tn\d\d",
        "position before the start": r"3\tt\tn(?:-|0)",
        "nil": r"\d\tt\t(?:n\S+\t)?0",
    },
    "table.maxn": {"table": r"1\tt"},
    "table.remove": {
        "last": r"1\tt",
        "position": r"2\tt\tn\d",
        "position outside": r"2\tt\tn(?:-|\d\d)",
        "position 0": r"2\tt\tn0",
    },
    "table.sort": {"default order": r"1\tt", "comparator": r"2\tt\tf", "nil as it": r"2\tt\t0"},
    "table.foreach": {"function": r"2\tt\tf"},
    "table.foreachi": {"function": r"2\tt\tf"},
    "table.getn": {"table": r"1\tt"},
    "table.setn": {"table": r"2\tt\tn"},
}
_ONE_NUMBER = {
    "zero": r"\d\tn0$",
    "negative": r"\d\tn-\d",
    "fraction": r"\d\tn-?\d*\.\d",
    "large": r"\d\tn-?(?:\d{6}|\S*e\+)",
    "infinity": r"\d\tn-?inf",
    "NaN": r"\d\tn-?nan",
    "string": r"\d\ts[-\d.]",
}
MATH: Mapping[str, Mapping[str, str]] = {
    **{
        f"math.{name}": _ONE_NUMBER
        for name in (
            "abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "deg", "exp", "floor", "frexp",
            "log", "log10", "modf", "rad", "sin", "sinh", "sqrt", "tan", "tanh",
        )
    },
    "math.atan2": {
        f"quadrant {name}": rf"2\tn{y}\d\S*\tn{x}\d"
        for name, y, x in (("++", "", ""), ("+-", "", "-"), ("-+", "-", ""), ("--", "-", "-"))
    }
    | {"zero": r"2\tn-?0\t"},
    "math.fmod": {
        "numbers": r"2\tn\d",
        "negative dividend": r"2\tn-",
        "negative divisor": r"2\tn\S+\tn-",
        "zero divisor": r"2\tn\S+\tn-?0$",
        "infinity": r"2\t.*inf",
    },
    "math.ldexp": {
        "numbers": r"2\tn",
        "negative exponent": r"2\tn\S+\tn-",
        "overflow": r"2\tn\S+\tn\d{4}",
        "underflow": r"2\tn\S+\tn-\d{4}",
    },
    "math.max": {"one": r"1\tn", "two": r"2\tn", "many": r"[3-9]\tn", "NaN": r"\d\t.*nan"},
    "math.min": {"one": r"1\tn", "two": r"2\tn", "many": r"[3-9]\tn", "NaN": r"\d\t.*nan"},
    "math.pow": {
        "numbers": r"2\tn",
        "negative base": r"2\tn-",
        "negative exponent": r"2\tn\S+\tn-",
        "fraction": r"2\tn\S+\tn\d*\.\d",
        "zero exponent": r"2\tn\S+\tn0",
        "infinity": r"2\t.*inf",
    },
    "math.random": {
        "no argument": "0",
        "upper bound": r"1\tn",
        "both bounds": r"2\tn",
        "negative bounds": r"2\tn-",
    },
    "math.randomseed": {"number": r"1\tn\d", "fraction": r"1\tn\d*\.\d", "negative": r"1\tn-"},
}  # fmt: skip


def entries() -> Iterable[Entry]:
    """The functions of these libraries and their uses."""
    yield from function_entries("5.4 string manipulation", STRING)
    yield from function_entries("5.5 table manipulation", TABLE)
    yield from function_entries("5.6 mathematical functions", MATH)
    # The same functions under their names of Lua 5.0, which no call can show.
    yield from token_entries("5.4 string manipulation", {"string.gfind": r"string \. gfind"})
    yield from token_entries("5.6 mathematical functions", {"math.mod": r"math \. mod\b"})
