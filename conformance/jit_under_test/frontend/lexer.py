"""The lexer: one token at a time out of source bytes, by one regular expression.

Tokens are scanned when the parser asks for them, so that errors come in the order of the text.
Blanks, plain strings, names, numbers, symbols and short comments are matched whole by `_TOKEN`;
what is rare (escapes, long brackets, malformed text) falls into its last group and is scanned by
its own method. A NUL byte right after a numeral or a dot is taken as part of the token, and cuts
the numeral's text: PUC searches it with strchr, which finds the set's own terminator.

After a token, and where one is found wrong, `_position` is the byte that PUC would have read last:
a lexer whose source comes in pieces (`pieces.py`) goes by it.
"""

import re
from typing import Final

from conformance.jit_under_test.frontend.errors import (
    SYNTAX_ID_SIZE,
    LuaSyntaxError,
    c_string,
    chunk_id,
)
from conformance.jit_under_test.frontend.numerals import parse_numeral
from conformance.jit_under_test.frontend.tokens import (
    EOS,
    KEYWORDS,
    NAME,
    NUMBER,
    STRING,
    SYMBOLS,
    spell,
)

_TOKEN: Final = re.compile(
    rb"""[ \t\v\f]*+(?:
     ([A-Za-z_][A-Za-z0-9_]*+)
    |([+*/%^\#(){}\];:,] | [=<>]=? | ~= | -(?!-) | \[(?![=\[])
      | \.(?![.0-9\0]) | \.\.\. | \.\.(?![.\0]))
    |([\r\n][ \t\v\f\r\n]*+)
    |("[^"\\\r\n]*+" | '[^'\\\r\n]*+')
    |(\.?[0-9][0-9.]*+(?:[Ee\0][+\-\0]?)?+[A-Za-z0-9_]*+)
    |(--(?!\[=*\[)[^\r\n]*+)
    |(\Z)
    |(.)
    )""",
    re.VERBOSE | re.DOTALL,
)
# Indices of the groups of _TOKEN.
_WORD, _SYMBOL, _NEWLINES, _PLAIN_STRING, _NUMERAL, _COMMENT, _END, _OTHER = range(1, 9)

_NEWLINE: Final = re.compile(rb"\r\n|\n\r|\r|\n")
_ESCAPE: Final = re.compile(rb"([0-9]{1,3})|(\r\n|\n\r|\r|\n)|(.)", re.DOTALL)
_STRING_STOP: Final = {
    b'"': re.compile(rb'["\\\r\n]'),
    b"'": re.compile(rb"['\\\r\n]"),
}
_LONG_OPEN: Final = re.compile(rb"\[(=*)\[")
_DELIMITER_START: Final = re.compile(rb"\[=+")
_NUL_DOTS: Final = re.compile(rb"\.[.\0][.\0]?")
_CONTROL_ESCAPES: Final = {
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"v": b"\v",
}


class Lexer:
    """A cursor over the tokens of `source`, with one token of lookahead.

    `kind` is the current token; `value` is the text of a name or the bytes of a string, `number`
    the value of a number. `line` is the line where scanning stands, `last_line` the line of the
    token before the current one.
    """

    __slots__ = (
        "_ahead",
        "_has_returns",
        "_position",
        "_source",
        "_start",
        "_start_line",
        "_text",
        "chunkname",
        "kind",
        "last_line",
        "line",
        "number",
        "value",
    )

    def __init__(self, source: bytes, chunkname: bytes) -> None:
        self.chunkname = c_string(chunkname)
        self.kind = EOS
        self.value = b""
        self.number = 0.0
        self.line = 1
        self.last_line = 1
        self._source = source
        self._position = 0
        # From where and which line a token is looked for.
        self._start = 0
        self._start_line = 1
        self._has_returns = b"\r" in source
        self._text = b""
        self._ahead: tuple[str, bytes] | None = None

    def advance(self) -> None:
        """Move to the next token. Raises LuaSyntaxError if there is none to be made of the text."""
        self.last_line = self.line
        if self._ahead is not None:
            self.kind, self.value = self._ahead
            self._ahead = None
            return
        source = self._source
        position = self._position
        while True:
            match = _TOKEN.match(source, position)
            assert match is not None  # the last two groups match anything
            group = match.lastindex
            position = match.end()
            if group == _WORD:
                self.value = text = match[_WORD]
                self.kind = KEYWORDS.get(text, NAME)
            elif group == _SYMBOL:
                self.kind = SYMBOLS[match[_SYMBOL]]
            elif group == _NEWLINES:
                self.line += self._count_lines(match[_NEWLINES])
                self._start = position
                self._start_line = self.line
                continue
            elif group == _PLAIN_STRING:
                self._text = text = match[_PLAIN_STRING]
                self.value = text[1:-1]
                self.kind = STRING
            elif group == _NUMERAL:
                self._position = position
                self._set_number(match[_NUMERAL])
            elif group == _COMMENT:
                continue
            elif group == _END:
                self.kind = EOS
            elif match[_OTHER] == b"-":
                position = self._skip_long_comment(position + 1)
                continue
            else:
                position = self._scan_other(position - 1)
            self._position = position
            return

    def look_ahead(self) -> str:
        """Return the kind of the token after the current one, which must not be known yet."""
        kind, value, last_line = self.kind, self.value, self.last_line
        self.advance()
        ahead = self.kind
        self._ahead = (ahead, self.value)
        self.kind, self.value, self.last_line = kind, value, last_line
        return ahead

    def error(self, message: bytes, near: bytes | None = None) -> LuaSyntaxError:
        """Return the error to raise for the current line, optionally with the text it is near."""
        text = b"%s:%d: %s" % (chunk_id(self.chunkname, SYNTAX_ID_SIZE), self.line, message)
        if near is not None:
            text += b" near '%s'" % c_string(near)
        return LuaSyntaxError(text)

    def syntax_error(self, message: bytes) -> LuaSyntaxError:
        """Return the error to raise at the current token."""
        if self.kind == "\0":  # PUC takes token 0 for no token
            return self.error(message)
        if self.kind == NAME:
            return self.error(message, self.value)
        if self.kind in (NUMBER, STRING):
            return self.error(message, self._text)
        return self.error(message, spell(self.kind))

    def _count_lines(self, text: bytes) -> int:
        """Return the number of line ends in `text`; CR LF and LF CR are one."""
        if self._has_returns:
            return len(_NEWLINE.findall(text))
        return text.count(b"\n")

    def _set_number(self, text: bytes) -> None:
        self._text = c_string(text)
        value = parse_numeral(self._text)
        if value is None:
            raise self.error(b"malformed number", self._text)
        self.kind = NUMBER
        self.number = value

    def _scan_other(self, start: int) -> int:
        """Scan the token at `start` that `_TOKEN` does not know; return the position after it."""
        source = self._source
        first = source[start : start + 1]
        if first in _STRING_STOP:
            return self._scan_string(start)
        if first == b"[":
            opening = _LONG_OPEN.match(source, start)
            if opening is not None:
                return self._scan_long_string(start, len(opening[1]))
            broken = _DELIMITER_START.match(source, start)
            assert broken is not None  # a bracket without `=` or `[` after it is a symbol
            self._position = broken.end()
            raise self.error(b"invalid long string delimiter", broken[0])
        dots = _NUL_DOTS.match(source, start)
        if dots is not None:
            self.kind = "." * len(dots[0])
            return dots.end()
        self.kind = first.decode("latin-1")
        return start + 1

    def _scan_string(self, start: int) -> int:
        source = self._source
        quote = source[start : start + 1]
        stop = _STRING_STOP[quote]
        parts = [quote]
        position = start + 1
        while (match := stop.search(source, position)) is not None:
            parts.append(source[position : match.start()])
            position = match.end()
            found = match[0]
            if found == quote:
                parts.append(quote)
                self._text = b"".join(parts)
                self.value = self._text[1:-1]
                self.kind = STRING
                return position
            if found != b"\\":
                self._position = match.start()
                raise self.error(b"unfinished string", b"".join(parts))
            escape = _ESCAPE.match(source, position)
            if escape is None:
                break
            position = escape.end()
            digits, newline, character = escape.groups()
            if character is not None:
                parts.append(_CONTROL_ESCAPES.get(character, character))
            elif newline is not None:
                parts.append(b"\n")
                self.line += 1
            elif (code := int(digits)) > 255:
                self._position = position
                raise self.error(b"escape sequence too large", b"".join(parts))
            else:
                parts.append(bytes((code,)))
        self._position = len(source)
        raise self.error(b"unfinished string", spell(EOS))

    def _scan_long_string(self, start: int, level: int) -> int:
        bracket = level + 2
        body_start = start + bracket
        body_end = self._find_long_end(body_start, level, b"unfinished long string")
        body = self._source[body_start:body_end]
        self.line += self._count_lines(body)
        first_newline = _NEWLINE.match(body)
        if first_newline is not None:
            body = body[first_newline.end() :]
        if self._has_returns:
            body = _NEWLINE.sub(b"\n", body)
        mark = b"=" * level
        self._text = b"[%s[%s]%s]" % (mark, body, mark)
        self.value = body
        self.kind = STRING
        return body_end + bracket

    def _skip_long_comment(self, start: int) -> int:
        """Skip the comment whose opening bracket is at `start`; return the position after it."""
        opening = _LONG_OPEN.match(self._source, start)
        assert opening is not None  # other comments are short ones
        level = len(opening[1])
        body_end = self._find_long_end(opening.end(), level, b"unfinished long comment")
        self.line += self._count_lines(self._source[start:body_end])
        return body_end + level + 2

    def _find_long_end(self, start: int, level: int, unfinished: bytes) -> int:
        """Return the position of the bracket that closes a long string or comment.

        Lua 5.0 let brackets without `=` nest; 5.1 refuses such a text rather than to read it anew.
        """
        source = self._source
        end = source.find(b"]%s]" % (b"=" * level), start)
        text_end = len(source) if end < 0 else end
        if level == 0:
            nested = source.find(b"[[", start, text_end)
            if nested >= 0:
                self._position = nested + 2
                self.line += self._count_lines(source[start:nested])
                raise self.error(b"nesting of [[...]] is deprecated", b"[")
        if end < 0:
            self._position = len(source)
            self.line += self._count_lines(source[start:])
            raise self.error(unfinished, spell(EOS))
        return end
