"""A Hypothesis grammar of Lua 5.1 chunks: every statement and operator, few names, so that locals,
upvalues and globals meet; some chunks break a rule of scope, and PUC says which."""

from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "c", "d", "self", "arg"])
SPACE = st.sampled_from([" ", " ", " ", "\n", "\r\n", " --x\n", "--[[\n]]"])

NUMERALS = st.sampled_from(["0", "1", "2", "3.5", "1e300", "0x10", "1e999", ".5", "255", "100"])
STRINGS = st.sampled_from(["'x'", '"y\\n"', "[[z\n]]", "[=[]]]=]", "''", "'\\065'", "'a'"])
LITERALS = st.one_of(
    NUMERALS, NUMERALS, STRINGS, st.sampled_from(["nil", "true", "false", "...", "{}"])
)
_OPERATORS = "+ - * / % ^ .. == ~= < <= > >= and or and or"
BINARY = st.sampled_from(_OPERATORS.split())
UNARY = st.sampled_from(["-", "not ", "#", "- "])


def _join(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*strategies).map("".join)


def _list(item: st.SearchStrategy[str], low: int, high: int) -> st.SearchStrategy[str]:
    return st.lists(item, min_size=low, max_size=high).map(", ".join)


def _block(statement: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    last = st.sampled_from(
        ["", "", "", "return ", "return a", "return f(a, b)", "break", "return ..."]
    )
    statements = st.lists(st.tuples(statement, SPACE).map("".join), max_size=4).map("".join)
    return _join(" ", statements, last, " ")


def _body(block: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parameters = st.tuples(_list(NAMES, 0, 2), st.sampled_from(["", "..."])).map(
        lambda pair: ", ".join(filter(None, pair))
    )
    return _join("(", parameters, ")", block, "end")


_statement: st.SearchStrategy[str] = st.deferred(lambda: _STATEMENT)
_expression: st.SearchStrategy[str] = st.deferred(lambda: _EXPRESSION)
_BLOCK = _block(_statement)
_BODY = _body(_BLOCK)

_FIELD = st.one_of(
    _expression,
    _join(NAMES, " = ", _expression),
    _join("[", _expression, "] = ", _expression),
)
_TABLE = _join("{", _list(_FIELD, 0, 4), st.sampled_from(["", ",", ";"]), "}")
_ARGUMENTS = st.one_of(_join("(", _list(_expression, 0, 3), ")"), STRINGS, _TABLE)
_SUFFIX = st.one_of(
    _join(".", NAMES),
    _join("[", _expression, "]"),
    _ARGUMENTS,
    _join(":", NAMES, _ARGUMENTS),
)
_PREFIX = st.one_of(NAMES, NAMES, NAMES, _join("(", _expression, ")"))
_PRIMARY = st.tuples(_PREFIX, st.lists(_SUFFIX, max_size=3).map("".join)).map("".join)
_PLACE = st.one_of(
    NAMES, NAMES, _join(_PRIMARY, ".", NAMES), _join(_PRIMARY, "[", _expression, "]")
)
_CALL = _join(_PRIMARY, st.sampled_from(["", ":m"]), _ARGUMENTS)

_EXPRESSION = st.one_of(
    LITERALS,
    NAMES,
    _PRIMARY,
    st.tuples(_expression, BINARY, _expression).map(" ".join),
    st.tuples(_expression, BINARY, _expression).map(" ".join),
    _join(UNARY, _expression),
    _join("(", _expression, ")"),
    _TABLE,
    _join("function", _BODY),
)

_STATEMENT = st.one_of(
    _join("local ", _list(NAMES, 1, 3)),
    _join("local ", _list(NAMES, 1, 3), SPACE, "= ", _list(_expression, 1, 3)),
    _join("local function ", NAMES, _BODY),
    _join(_list(_PLACE, 1, 3), " = ", _list(_expression, 1, 3)),
    _join(_CALL, ";"),
    _join("do", _BLOCK, "end"),
    _join("while ", _expression, " do", _BLOCK, "end"),
    _join("repeat", _BLOCK, "until ", _expression),
    _join("if ", _expression, " then", _BLOCK, "end"),
    _join("if ", _expression, " then", _BLOCK, "else", _BLOCK, "end"),
    _join(
        "if ", _expression, " then", _BLOCK, "elseif ", _expression, SPACE, "then", _BLOCK, "end"
    ),
    _join("for ", NAMES, " = ", _list(_expression, 2, 3), " do", _BLOCK, "end"),
    _join("for ", _list(NAMES, 1, 3), " in ", _list(_expression, 1, 4), " do", _BLOCK, "end"),
    _join("function ", NAMES, st.sampled_from(["", ".a", ".a.b", ":a", ".a:b"]), _BODY),
)

CHUNKS = _BLOCK.map(str.encode)

_TOKENS = (
    "and break do else elseif end false for function if in local nil not or repeat return then "
    "true until while + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : , . .. ... a b 1 0x 1e 3x "
    "'x' 'x \" [[ ]] [=[ [= -- --[[ \\ @ \0 \x7f \xe9 \n \r\n"
)
_FRAGMENTS = st.sampled_from(_TOKENS.split(" "))
# Chunks of loose tokens, most of them malformed.
TOKEN_SOUP = st.lists(_FRAGMENTS, max_size=12).map(lambda words: " ".join(words).encode("latin-1"))
