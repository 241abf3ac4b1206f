"""Chapters 5.1 to 5.3 and 5.7 to 5.9: basic functions, coroutines, modules, files, debugging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.oracles.manual.entries import (
    Entry,
    called,
    function_entries,
    printed,
    spelled,
    written,
)

BASE: Mapping[str, Mapping[str, str]] = {
    "assert": {
        "true value": r"\d\t(?:btrue|n|s|t)",
        "nil": r"\d\t0",
        "false": r"\d\tbfalse",
        "message": r"2\t(?:0|bfalse)\ts",
        "message that is no string": r"2\t(?:0|bfalse)\t[tbf]",
        "several values passed on": r"[3-9]\t[nst]",
    },
    "collectgarbage": {
        "no option": "0",
        "nil as option": r"\d\t0",
        **{
            option: rf"\d\ts{option}"
            for option in (
                "stop", "restart", "collect", "count", "step", "setpause", "setstepmul"
            )
        },
        "step with a size": r"2\tsstep\tn[1-9]",
        "setpause with a value": r"2\tssetpause\tn\d",
        "setstepmul with a value": r"2\tssetstepmul\tn\d",
    },
    "dofile": {"file": r"1\ts"},
    "error": {
        "message": r"1\ts",
        "level 0": r"2\t\S+.*\tn0",
        "level 1": r"2\t\S+.*\tn1",
        "level 2": r"2\t\S+.*\tn2",
        "higher level": r"2\t\S+.*\tn[3-9]",
        "table": r"\d\tt",
        "nil": r"\d\t0",
        "number": r"\d\tn",
        "boolean": r"\d\tb",
        "function": r"\d\tf",
        "no value": "0",
    },
    "getfenv": {
        "no argument": "0",
        "level 0": r"1\tn0",
        "level 1": r"1\tn1",
        "level 2": r"1\tn2",
        "function": r"1\tf",
    },
    "getmetatable": {
        "table": r"1\tt",
        "string": r"1\ts",
        "number": r"1\tn",
        "userdata": r"1\tu",
        "nil": r"1\t0",
    },
    "ipairs": {"table": r"1\tt"},
    "load": {"function": r"1\tf", "chunk name": r"2\tf\ts"},
    "loadfile": {"file": r"1\ts"},
    "loadstring": {
        "text": r"1\ts",
        "chunk name": r"2\ts.*\ts",
        "chunk name with =": r"2\ts.*\ts=",
        "chunk name with @": r"2\ts.*\ts@",
        "binary chunk": r"\d\ts\\27Lua",
    },
    "next": {"first": r"1\tt", "after nil": r"2\tt\t0", "after a key": r"2\tt\t[ns]"},
    "pairs": {"table": r"1\tt"},
    "pcall": {"function": r"1\tf", "arguments": r"[2-9]\tf", "no function": r"\d\t[0nst]"},
    "print": {"nothing": "0", "one": "1", "several": r"[2-9]"},
    "rawequal": {"tables": r"2\tt\tt", "numbers": r"2\tn\S+\tn", "different types": r"2\tn\S+\ts"},
    "rawget": {"name": r"2\tt\ts", "number": r"2\tt\tn", "nil": r"2\tt\t0"},
    "rawset": {"name": r"3\tt\ts", "number": r"3\tt\tn"},
    "select": {
        "#": r"\d+\ts#",
        "first": r"\d+\tn1\t",
        "later": r"\d+\tn[2-9]",
        "negative": r"\d+\tn-",
        "behind the end": r"1\tn[2-9]",
    },
    "setfenv": {
        "function": r"2\tf\tt",
        "level 0": r"2\tn0\tt",
        "level 1": r"2\tn1\tt",
        "level 2": r"2\tn2\tt",
    },
    "setmetatable": {"table": r"2\tt\tt", "nil": r"2\tt\t0"},
    "tonumber": {
        "number": r"1\tn",
        "decimal string": r"1\ts\d",
        "hexadecimal string": r"1\ts0[xX]",
        "string with spaces": r"1\ts .*",
        "string with an exponent": r"1\ts[\d.]+[eE]",
        "no numeral": r"1\ts[a-z ]*$",
        "empty string": r"1\ts$",
        "other types": r"1\t[tbf0]",
        **{f"base {base}": rf"2\ts.*\tn{base}$" for base in (2, 8, 10, 16, 36)},
        "base with a number": r"2\tn\d+\tn",
        "digits that the base has not": r"2\ts[2-9]+\tn2$",
    },
    "tostring": {
        "nil": r"1\t0", "boolean": r"1\tb", "number": r"1\tn", "string": r"1\ts",
        "table": r"1\tt", "function": r"1\tf", "userdata": r"1\tu",
    },
    "type": {"nil": r"1\t0", "thread": r"1\tt"},
    "unpack": {
        "table": r"1\tt",
        "from": r"2\tt\tn",
        "from and to": r"3\tt\tn\S+\tn",
        "empty range": r"3\tt\tn[2-9]\tn1",
    },
    "xpcall": {"handler": r"2\tf\tf", "handler that is no function": r"2\tf\t[0nst]"},
    "newproxy": {"no argument": "0", "true": r"1\tbtrue", "false": r"1\tbfalse", "proxy": r"1\tu"},
    "gcinfo": {},
}  # fmt: skip
COROUTINE: Mapping[str, Mapping[str, str]] = {
    "coroutine.create": {"Lua function": r"1\tf"},
    "coroutine.resume": {"no values": r"1\tt", "values": r"[2-9]\tt"},
    "coroutine.running": {},
    "coroutine.status": {},
    "coroutine.wrap": {"Lua function": r"\d+\tf"},
    "coroutine.yield": {"no values": "0", "one": "1", "several": r"[2-9]"},
}
PACKAGE: Mapping[str, Mapping[str, str]] = {
    "module": {"name": r"1\ts", "dotted name": r"\d\ts\w+\.\w", "options": r"2\ts\w.*\tf"},
    "require": {"name": r"1\ts", "dotted name": r"1\ts\w+\.\w"},
    "package.loadlib": {"missing library": r"2\ts\S+\ts\w", "library only": r"2\ts\S*\ts\*"},
    "package.seeall": {},
    **{f"package.loaders {index}": {} for index in (1, 2, 3, 4)},
}
_MODES = {
    mode: rf"2\ts.*\ts{mode.replace('+', '[+]')}$"
    for mode in ("r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "w+b", "a+b")
}
_READS = {
    "*l": r"\d\t(?:u\t)?s\*l",
    "*n": r"\d\t(?:u\t)?s\*n",
    "*a": r"\d\t(?:u\t)?s\*a",
    "count": r"\d\t(?:u\t)?n[1-9]",
    "count 0": r"\d\t(?:u\t)?n0",
    "several formats": r"[2-9]\t(?:u\t)?[sn]\S+\t[sn]",
}
# Without io.popen: the PUC that programs are compared with is built without it.
IO: Mapping[str, Mapping[str, str]] = {
    "io.close": {"no argument": "0", "file": r"1\tu"},
    "io.flush": {},
    "io.input": {"no argument": "0", "name": r"1\ts", "file": r"1\tu"},
    "io.lines": {"no argument": "0", "name": r"1\ts"},
    "io.open": {"name only": r"1\ts", **_MODES},
    "io.output": {"no argument": "0", "name": r"1\ts", "file": r"1\tu"},
    "io.read": _READS | {"no format": "0"},
    "io.tmpfile": {},
    "io.type": {"file": r"1\tu", "no file": r"1\t[^u]"},
    "io.write": {"strings": r"\d\ts", "numbers": r"\d\tn", "nothing": "0"},
    "file:close": {"file": r"1\tu"},
    "file:flush": {},
    "file:lines": {},
    "file:read": _READS | {"no format": r"1\tu"},
    "file:seek": {
        "no argument": r"1\tu",
        "cur": r"2\tu\tscur",
        "set": r"2\tu\tsset",
        "end": r"2\tu\tsend",
        **{f"{whence} with an offset": rf"3\tu\ts{whence}\tn" for whence in ("cur", "set", "end")},
    },
    "file:setvbuf": {
        "no": r"2\tu\tsno",
        "full": r"\d\tu\tsfull",
        "line": r"\d\tu\tsline",
        "size": r"3\tu\ts\w+\tn",
    },
    "file:write": {"strings": r"\d\tu\ts", "numbers": r"\d\tu\tn"},
    "file:__gc": {},
    "file:__tostring": {"open or closed": r"1\tu"},
}
OS: Mapping[str, Mapping[str, str]] = {
    "os.clock": {},
    "os.date": {
        "no argument": "0",
        "format": r"1\ts",
        "format and time": r"2\ts.*\tn",
        "*t": r"\d\ts\*t",
        "!*t": r"\d\ts!\*t",
        "!": r"\d\ts!",
        **{
            f"%{c}": rf"\d\ts.*%{c}"
            for c in ("a", "A", "b", "B", "c", "d", "H", "I", "j", "m", "M", "p", "S", "U", "w",
                      "W", "x", "X", "y", "Y", "Z", "%")
        },
    },
    "os.difftime": {"two times": r"2\tn\S+\tn"},
    "os.execute": {"no command": "0", "command": r"1\ts"},
    "os.exit": {"code": r"1\tn"},
    "os.getenv": {"name": r"1\ts"},
    "os.remove": {"name": r"1\ts"},
    "os.rename": {"names": r"2\ts\S+\ts"},
    "os.setlocale": {
        "no argument": r"0|1\t0",
        "name": r"\d\ts[A-Z]",
        **{
            category: rf"2\t(?:s.*|0)\ts{category}"
            for category in ("all", "collate", "ctype", "monetary", "numeric", "time")
        },
    },
    "os.time": {"no argument": "0", "table": r"1\tt"},
    "os.tmpname": {},
}  # fmt: skip
DEBUG: Mapping[str, Mapping[str, str]] = {
    "debug.debug": {},
    "debug.getfenv": {"function": r"1\tf", "thread": r"1\tt", "userdata": r"1\tu"},
    "debug.gethook": {"no argument": "0", "thread": r"1\tt"},
    "debug.getinfo": {
        "level": r"\d\tn\d",
        "function": r"\d\tf",
        "thread": r"\d\tt\t",
        **{f"option {c}": rf"\d\t(?:t\t)?(?:f|n\S+)\ts\w*{c}" for c in "nSlufL"},
        "level outside": r"\d\tn\d\d",
    },
    "debug.getlocal": {
        "level": r"2\tn\S+\tn",
        "thread": r"3\tt\tn\S+\tn",
        "negative index": r"2\tn\S+\tn-",
    },
    "debug.getmetatable": {"string": r"1\ts", "table": r"1\tt", "number": r"1\tn"},
    "debug.getregistry": {},
    "debug.getupvalue": {"Lua function": r"2\tf\tn\d"},
    "debug.setfenv": {"function": r"2\tf\tt", "thread": r"2\tt\tt", "userdata": r"2\tu\tt"},
    "debug.sethook": {
        "call": r"[23]\tf\ts\w*c",
        "return": r"[23]\tf\ts\w*r",
        "line": r"[23]\tf\ts\w*l",
        "count": r"3\tf\ts\w*\tn[1-9]",
        "thread": r"[34]\tt\tf",
    },
    "debug.setlocal": {"level": r"3\tn\S+\tn\S+", "thread": r"4\tt\tn\S+\tn"},
    "debug.setmetatable": {
        kind: rf"2\t{letter}\S*\t[t0]"
        for kind, letter in (
            ("nil", "0"), ("boolean", "b"), ("number", "n"), ("string", "s"), ("function", "f"),
            ("userdata", "u"), ("table or thread", "t"),
        )
    },
    "debug.setupvalue": {"Lua function": r"3\tf\tn\d"},
    "debug.traceback": {
        "no argument": "0",
        "message": r"1\ts",
        "message and level": r"2\ts.*\tn",
        "thread": r"1\tt",
        "thread and message": r"2\tt\ts",
        "thread, message and level": r"3\tt\ts.*\tn",
        "value that is no string": r"\d\t(?:btrue|bfalse)",
    },
}  # fmt: skip

# Variables of libraries: title -> tokens that read or set them.
_VARIABLES: Mapping[str, Mapping[str, str]] = {
    "5.1 basic functions": {"_G": r"_G \. \w|_G \[", "_VERSION": r"\b_VERSION\b"},
    "5.3 modules": {
        "package.cpath": r"package \. cpath",
        "package.path": r"package \. path",
        "package.loaded": r"package \. loaded",
        "package.loaders": r"package \. loaders",
        "package.preload": r"package \. preload",
        "module's _NAME": r"\b_NAME\b",
        "module's _M": r"\b_M\b",
        "module's _PACKAGE": r"\b_PACKAGE\b",
    },
    "5.4 string manipulation": {"methods of strings": r"\) : (?:rep|sub|gsub|len|upper|format)"},
    "5.6 mathematical functions": {
        "math.pi": r"math \. pi",
        "math.huge": r"math \. huge",
        "math.huge negated": r"- math \. huge",
    },
    # Once a program's own hook is set, the recorder sees its calls no more.
    "5.9 debug": {"debug.sethook: off": r"debug \. sethook \( \)"},
    "5.7 input and output": {
        "io.stdin": r"io \. stdin",
        "io.stdout": r"io \. stdout",
        "io.stderr": r"io \. stderr",
    },
}


def entries() -> Iterable[Entry]:
    """The functions and variables of these libraries and their uses."""
    yield from function_entries("5.1 basic functions", BASE)
    yield from function_entries("5.2 coroutines", COROUTINE)
    for status in ("running", "suspended", "normal", "dead"):
        evidence = (called("coroutine.status"), printed(status))
        yield Entry("5.2 coroutines", f"status {status}", evidence)
    yield from function_entries("5.3 modules", PACKAGE)
    yield from function_entries("5.7 input and output", IO)
    for state in ("file", "closed file"):
        evidence = (called("io.type"), printed(state))
        yield Entry("5.7 input and output", f"io.type gives {state}", evidence)
    yield from function_entries("5.8 operating system", OS)
    for field in ("year", "month", "day", "hour", "min", "sec", "isdst"):
        evidence = (called("os.time", r"1\tt"), written(rf"\b{field} = "))
        yield Entry("5.8 operating system", f"os.time: field {field}", evidence)
    for field in ("year", "month", "day", "hour", "min", "sec", "wday", "yday", "isdst"):
        evidence = (called("os.date", r"\d\ts!?\*t"), written(rf"\. {field}\b"))
        yield Entry("5.8 operating system", f"os.date: field {field}", evidence)
    yield from function_entries("5.9 debug", DEBUG)
    for field in (
        "source", "short_src", "what", "currentline", "name", "namewhat", "nups", "linedefined",
        "lastlinedefined", "func", "activelines",
    ):  # fmt: skip
        evidence = (called("debug.getinfo"), written(rf"\. {field}\b"))
        yield Entry("5.9 debug", f"debug.getinfo: field {field}", evidence)
    for what in ("Lua", "C", "main", "tail"):
        evidence = (called("debug.getinfo"), printed(what))
        yield Entry("5.9 debug", f"debug.getinfo: what is {what}", evidence)
    for what in ("global", "local", "method", "field", "upvalue"):
        named = (called("debug.getinfo"), spelled("namewhat"), printed(what))
        yield Entry("5.9 debug", f"debug.getinfo: namewhat is {what}", named)
    for event in ("call", "return", "tail return", "line", "count"):
        evidence = (called("debug.sethook", r"\d\t(?:t\t)?f"), printed(event))
        yield Entry("5.9 debug", f"hook event {event}", evidence)
    for section, variables in _VARIABLES.items():
        for title, tokens in variables.items():
            yield Entry(section, title, (written(tokens),))
