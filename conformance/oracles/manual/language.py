r"""Chapter 2 of the manual: what the language has, and the tokens or calls that show it.

Patterns see a program's tokens with one space between any two: `a . b ( )`. `\w+` is a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.oracles.manual.entries import (
    Entry,
    called,
    event_entries,
    printed,
    source_entries,
    token_entries,
    written,
)

_NAME = r"[A-Za-z_]\w*"
_OPERAND = r"(?:\w+|\)|\]|\}|\"[^\"]*\")"

# 2.1, seen in the text as it stands.
_LEXICAL: dict[str, str] = {
    "names with underscores and digits": r"\b[a-z]+_[a-z]*\d",
    "names that differ in case only": r"\b(?:local|and) And\b|\bEnd\b",
    **{
        f"keyword {word}": rf"\b{word}\b"
        for word in (
            "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in",
            "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
        )
    },
    **{
        f"token {token}": rf"(?<![-+*/%^#=~<>.]){pattern}(?![=~<>.])"
        for token, pattern in {
            "+": r"\+", "-": "-", "*": r"\*", "/": "/", "%": "%", "^": r"\^", "#": "#",
            "==": "==", "~=": "~=", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "=": "=",
            "(": r"\(", ")": r"\)", "{": r"\{", "}": r"\}", "[": r"\[", "]": r"\]",
            ";": ";", ":": ":", ",": ",", ".": r"\.", "..": r"\.\.", "...": r"\.\.\.",
        }.items()
    },
    **{
        f"escape {escape}": rf"(?<!\\){pattern}"
        for escape, pattern in {
            r"\a": r"\\a", r"\b": r"\\b", r"\f": r"\\f", r"\n": r"\\n", r"\r": r"\\r",
            r"\t": r"\\t", r"\v": r"\\v", r"\\": r"\\\\", r"\"": r"\\\"", r"\'": r"\\'",
            r"\ before a line break": r"\\\n", r"\ddd with one digit": r"\\\d(?!\d)",
            r"\ddd with two digits": r"\\\d\d(?!\d)", r"\ddd with three digits": r"\\\d\d\d",
            r"\0": r"\\0", r"\ before another character": r"\\[^abfnrtv\\\"'\n\d]",
        }.items()
    },
    "string in single quotes": r"'[^'\n]*'",
    "string in double quotes": r'"[^"\n]*"',
    **{
        f"long bracket of level {level}": rf"(?<!-)\[{'=' * level}\[" for level in (0, 1, 2, 3)
    },
    "long bracket that begins with a line break": r"(?<!-)\[=*\[\n",
    "short comment": r"--(?!\[)[^\n]*\n",
    "comment that begins like a long one": r"--\[=*[^\[=]",
    "long comment of level 0": r"--\[\[.*?\]\]",
    "long comment of a higher level": r"--\[=+\[.*?\]=+\]",
    "semicolon after a statement": r";\s*\n|; ",
}  # fmt: skip
_NUMERALS: dict[str, str] = {
    "decimal numeral": r"(?<![\w.])\d+(?![\w.])",
    "fraction": r"(?<![\w.])\d+\.\d+",
    "numeral that begins with a point": r"(?<![\w.])\.\d",
    "numeral that ends with a point": r"(?<![\w.])\d+\.(?![\d.\w])",
    "exponent": r"(?<![\w.])[\d.]+e\d",
    "exponent in upper case": r"(?<![\w.])[\d.]+E[-+]?\d",
    "exponent with plus": r"(?<![\w.])[\d.]+[eE]\+\d",
    "exponent with minus": r"(?<![\w.])[\d.]+[eE]-\d",
    "hexadecimal numeral": r"(?<![\w.])0x[0-9a-fA-F]",
    "hexadecimal numeral with 0X": r"(?<![\w.])0X[0-9a-fA-F]",
}

# 2.2 to 2.6, seen in tokens.
_VALUES: Mapping[str, str] = {
    "number as an operand of concatenation": r"\.\. \d|\d \.\.",
    "string as an operand of arithmetic": r"\"\s?[\d.xa-f]+\s?\" [-+*/%^]|[-+*/%^] \"\s?[\d.x]+",
    "string with zeros inside": r"\\0",
    "nil as a value of a table removes the key": r"\] = nil",
    "NaN": r"0 / 0",
    "infinity": r"1 / 0|math \. huge",
    "negative zero": r"- 0\b",
    "function as a key": r"\[ (?:print|type|\w*f) \]",
    "boolean as a key": r"\[ (?:true|false) \]",
    "table as a key": r"\[ \{ \} \]",
    "fraction as a key": r"\[ \d*\.\d+ \]",
}
_VARIABLES: Mapping[str, str] = {
    "global variable": r"(?:^|\w |\) )(?!local)\w+ = ",
    "local variable": rf"local {_NAME}",
    "field by name": rf"{_OPERAND} \. {_NAME}",
    "field by expression": rf"{_OPERAND} \[ ",
    "field of a field": rf"\. {_NAME} \. {_NAME} \. {_NAME}",
    "index of a call's result": r"\) \. \w|\) \[",
    "index of a string": r"\) : \w+ \(",
    "_G": r"\b_G\b",
}
_STATEMENTS: Mapping[str, str] = {
    "explicit block": r"(?:^|end |\) |\d )do local",
    "return of nothing": r"return (?:;|end|else|until)",
    "return of several values": r"return [^;]*?,",
    "return in the middle by a block": r"do return",
    "assignment": rf"{_NAME} = ",
    "multiple assignment": rf"{_NAME} , {_NAME} = ",
    "swap by assignment": r"(\w+) , (\w+) = \2 , \1\b",
    "assignment to index and variable at once": r"\b\w+ , \w+ \[ [^]]+ \] = |\] , \w+ = ",
    "more values than variables": r"local \w+ = \w+ , ",
    "more variables than values": r"local \w+ , \w+ , \w+ = \w+(?: \( [^)]*\))? \w",
    "local without a value": rf"local {_NAME} (?:local|{_NAME} =|if|for|while|do|function)",
    "call adjusted in an assignment": r"local \w+ , \w+ = \w+ \(",
    "while": r"while .+? do .*?end",
    "repeat": r"repeat .*? until",
    "until that sees the body's locals": r"repeat .*?local (\w+)(?: , \w+)* = .*?until .*?\1",
    "if": r"if .+? then .*?end",
    "else": r" else ",
    "elseif": r" elseif .+? then ",
    "break from while": r"while .*? break end",
    "break from repeat": r"repeat .*? break end",
    "break from for": r"for .*? break end",
    "break in a block": r"do break end",
    "numeric for": rf"for {_NAME} = .+? , .+? do",
    "numeric for with a step": rf"for {_NAME} = [^,]+? , [^,]+? , [^,]+? do",
    "numeric for with a negative step": rf"for {_NAME} = [^,]+? , [^,]+? , - .+? do",
    "numeric for with a fraction as its step": rf"for {_NAME} = [^,]+? , [^,]+? , -? ?\d*\.\d+ do",
    "generic for": rf"for {_NAME} in .+? do",
    "generic for with several variables": rf"for {_NAME} , {_NAME} , {_NAME} in .+? do",
    "generic for with function, state and variable": rf"for {_NAME}[^=]*? in \w+ , [^,]+ , .+? do",
    "generic for over next": r"in next , ",
    "generic for over pairs": r"in pairs \(",
    "generic for over ipairs": r"in ipairs \(",
    "call as a statement": rf"(?:end|\)) {_NAME} \(",
    "method call as a statement": rf"(?:end|\)) {_NAME} : {_NAME} \(",
    "local function": r"local function",
    "function statement": rf"(?<!local )function {_NAME} \(",
    "function statement with a field": rf"function {_NAME} \. {_NAME} \(",
    "function statement with fields": rf"function {_NAME} \. {_NAME} \. {_NAME}",
    "function statement with a method": rf"function {_NAME} : {_NAME}",
    "function statement with a field and a method": rf"function {_NAME} \. {_NAME} : {_NAME}",
}
_EXPRESSIONS: Mapping[str, str] = {
    "vararg expression": r"\( \.\.\. \)",
    "vararg in a list": r", \.\.\. [)}]",
    "vararg cut to one value": r"\( \.\.\. \) [^e]|\.\.\. ,",
    "call cut to one value by parentheses": r"\( \w+ \( [^()]*\) \)",
    "addition": rf"{_OPERAND} \+ ",
    "subtraction": rf"{_OPERAND} - ",
    "multiplication": rf"{_OPERAND} \* ",
    "division": rf"{_OPERAND} / ",
    "modulo": rf"{_OPERAND} % ",
    "exponentiation": rf"{_OPERAND} \^ ",
    "unary minus": r"[=(,] - \w",
    "double minus": r"- - \w",
    "modulo of a negative number": r"- \d+ % |% - \d",
    "exponent that is a fraction": r"\^ 0?\.5|\^ \( 1 / ",
    "exponent that is negative": r"\^ - ",
    "equality": rf"{_OPERAND} == ",
    "inequality": rf"{_OPERAND} ~= ",
    "less than": rf"{_OPERAND} < ",
    "less or equal": rf"{_OPERAND} <= ",
    "greater than": rf"{_OPERAND} > ",
    "greater or equal": rf"{_OPERAND} >= ",
    "comparison of strings": r"\"[^\"]*\" <=? \"",
    "number and string are not equal": r"\d == \"\d",
    "and": r"\w and \w",
    "or": r"\w or \w",
    "not": r"not \w",
    "not not": r"not not",
    "and with or": r" and [^=]+? or ",
    "concatenation": rf"{_OPERAND} \.\. ",
    "concatenation of many": r"(?:\.\. \S+ ){4}",
    "length of a string": r"# (?:s\b|\"|')",
    "length of a table": r"# (?:t\b|\{)",
    "power binds tighter than minus": r"- \w+ \^ ",
    "power associates to the right": r"\w+ \^ \w+ \^ ",
    "concatenation associates to the right": r"\w+ \.\. \w+ \.\. ",
    "comparison binds looser than concatenation": r"\.\. \w+ [<=>]=? |[<=>]=? \w+ \.\. ",
    "parentheses": r"\( \w+ [-+*/%^] \w+ \) [-+*/%^]",
    "empty constructor": r"\{ \}",
    "constructor with values": r"\{ \d+ , ",
    "constructor with names": rf"\{{ {_NAME} = ",
    "constructor with keys": r"[{,;] \[ [^]]+ \] = ",
    "constructor with semicolons": r"\{ [^{}]* ; ",
    "constructor with a trailing separator": r"[,;] \}",
    "constructor that ends in a call": r"\w \( [^()]*\) \}",
    "constructor that ends in a call in parentheses": r"\) \) \}",
    "constructor that ends in a vararg": r"\.\.\. \}",
    "call with a string": rf"{_NAME} [\"']",
    "call with a table": rf"{_NAME} \{{",
    "call with a long string": rf"{_NAME} \[=*\[",
    "method call": rf"{_NAME} : {_NAME} \(",
    "method call with a string": rf": {_NAME} [\"']",
    "method call with a table": rf": {_NAME} \{{",
    "call of a call": r"\( [^()]*\) \(",
    "tail call": rf"return {_NAME}(?: [.:] {_NAME})* \( [^()]*\) end",
    "call that is no tail call": rf"return \( {_NAME}",
    "anonymous function": r"[=(,] function \(",
    "function called at once": r"\( function \( .*?end \) \(",
    "vararg function": r"function(?: [\w.: ]+)? \( \.\.\. \)",
    "vararg function with parameters": r"function(?: [\w.: ]+)? \( \w+ , (?:\w+ , )*\.\.\. \)",
    "the table arg of a vararg function": r"\barg \. n\b",
    "self": r"\bself\b",
    "recursion of a local function": r"local function (\w+) \( .*?\b\1 \(",
}
_VISIBILITY: Mapping[str, str] = {
    "shadowing": r"local (\w+) = .*?local \1 = ",
    "a local's value uses the outer variable of its name": r"local (\w+) = \1\b",
    "closure": r"return function \(",
    "closure that changes an upvalue": r"return function \( [^)]*\) (\w+) = \1 [-+*/.]",
    "closure in a loop": r"for [^=]+? (?:=|in) .+? do .*?= function \(",
}


def _events() -> dict[str, dict[str, str]]:
    binary = {
        "of the first operand": r"(?:first|both)\t\w+\t\w+",
        "of the second operand": r"second\t",
        "with a number first": r"second\tnumber\ttable",
        "with a number second": r"first\ttable\tnumber",
        "with a string first": r"second\tstring\ttable",
        "with a string second": r"first\ttable\tstring",
        "with nil": r"\w+\t(?:nil\ttable|table\tnil)",
        "with a boolean": r"\w+\t(?:boolean\ttable|table\tboolean)",
        "with a function": r"\w+\t(?:function\ttable|table\tfunction)",
        "of userdata": r"\w+\t(?:userdata\t|\w+\tuserdata)",
        "of two tables": r"\w+\ttable\ttable",
    }
    same = {
        "of two tables": r"both\ttable\ttable",
        "of userdata": r"both\tuserdata\tuserdata",
    }
    table: dict[str, dict[str, str]] = {
        event: binary
        for event in ("__add", "__sub", "__mul", "__div", "__mod", "__pow", "__concat")
    }
    table |= {event: same for event in ("__eq", "__lt", "__le")}
    table["__unm"] = {"of a table": r"both\ttable", "of userdata": r"both\tuserdata"}
    table["__unm"] |= {"of a string": r"both\tstring", "of nil": r"both\tnil"}
    table["__len"] = {"of userdata": r"\w+\tuserdata", "of nil": r"\w+\tnil"}
    table["__len"] |= {"of a number": r"\w+\tnumber"}
    table["__index"] = {
        "function of a table": r"\w+\ttable",
        "function of userdata": r"\w+\tuserdata",
        "function of a string": r"\w+\tstring",
        "function of a number": r"\w+\tnumber",
        "function of nil": r"\w+\tnil",
        "function of a boolean": r"\w+\tboolean",
        "function of a function": r"\w+\tfunction",
        "function of a thread": r"\w+\tthread",
        "with a number as its key": r"\w+\t\w+\tnumber",
        "with a table as its key": r"\w+\ttable\ttable",
        "with nil as its key": r"\w+\ttable\tnil",
    }
    table["__newindex"] = {
        "function of a table": r"\w+\ttable",
        "function of userdata": r"\w+\tuserdata",
        "function of a number": r"\w+\tnumber",
        "function of a string": r"\w+\tstring",
        "with a number as its key": r"\w+\t\w+\tnumber",
        "with nil as its key": r"\w+\tuserdata\tnil",
    }
    table["__call"] = {
        "of a table": r"\w+\ttable",
        "of userdata": r"\w+\tuserdata",
        "of a string": r"\w+\tstring",
        "of a number": r"\w+\tnumber",
        "of nil": r"\w+\tnil",
        "of a boolean": r"\w+\tboolean",
        "of a thread": r"\w+\tthread",
    }
    table["__tostring"] = {
        "of a table": r"\w+\ttable",
        "of userdata": r"\w+\tuserdata",
        "of nil": r"\w+\tnil",
        "of a boolean": r"\w+\tboolean",
        "of a function": r"\w+\tfunction",
    }
    return table


# Fields of metatables, as setmetatable saw them: field -> situation -> pattern.
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "__index": {"table": r"\w+\tt", "function": r"\w+\tf", "of a string": r"string\t"},
    "__newindex": {"table": r"\w+\tt", "function": r"\w+\tf"},
    "__mode": {
        "k": r"\w+\tsk$",
        "v": r"\w+\tsv$",
        "kv": r"\w+\ts(?:kv|vk)$",
        "neither k nor v": r"\w+\t(?:s[^kv]*$|n|b|t)",
    },
    "__metatable": {"string": r"\w+\ts", "false": r"\w+\tbfalse", "table": r"\w+\tt"},
    "__call": {"table that is itself callable": r"\w+\tt"},
    "__gc": {"on a table, without effect": r"table\tf"},
    "__len": {"on a table, without effect": r"table\tf"},
}


def entries() -> Iterable[Entry]:
    """All entries of chapter 2 but error messages."""
    yield from source_entries("2.1 lexical conventions", _LEXICAL | _NUMERALS)
    yield from token_entries("2.2 values and types", _VALUES)
    for kind in ("nil", "boolean", "number", "string", "function", "userdata", "thread", "table"):
        yield Entry("2.2 values and types", f"type {kind}", (called("type"), printed(kind)))
    yield from token_entries("2.3 variables", _VARIABLES)
    yield from token_entries("2.4 statements", _STATEMENTS)
    yield from token_entries("2.5 expressions", _EXPRESSIONS)
    yield from token_entries("2.6 visibility", _VISIBILITY)
    yield from event_entries("2.8 metatables", _events())
    for field, situations in _FIELDS.items():
        for situation, how in situations.items():
            evidence = called(f"field {field}", how)
            yield Entry("2.8 metatables", f"{field}: {situation}", (evidence,))
    for title, tokens in {
        "finalizer of userdata": r"__gc = ",
        "finalizer that revives its object": r"__gc = function \( (\w+) \) .*?= \1\b",
        "collection in steps": r"\"step\"",
        "weak table": r"__mode",
    }.items():
        evidence = called("collectgarbage")
        yield Entry("2.10 garbage collection", title, (written(tokens), evidence))
    yield from token_entries(
        "2.9 environments",
        {
            "environment of the running function": r"setfenv \( 1 ,",
            "environment of the thread": r"[sg]etfenv \( 0",
            "environment of a function": r"setfenv \( (?:\w+|function) [,(]",
            "a new function inherits its creator's": r"setfenv \( 1 , .*?function",
        },
    )
