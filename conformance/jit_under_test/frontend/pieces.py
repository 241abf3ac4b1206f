"""A lexer whose source comes in pieces, as `load` gets it from its reader function.

PUC reads a byte when it needs one, and always holds the byte after the last token. So a token (or
what is wrong with one) is certain once a byte after it is there; one that reaches up to the end of
what has been read is scanned again with the next piece. What was used is dropped, so that pieces
cost what they are long. A token of many pieces would be scanned as often: of one that is long, the
pieces are gathered until there is a byte that can end it.
"""

import re
from collections.abc import Callable
from typing import Final

from conformance.jit_under_test.frontend.errors import LuaSyntaxError
from conformance.jit_under_test.frontend.lexer import Lexer

# Bytes of an unfinished token from which on its pieces are gathered.
_LONG: Final = 4096
# How an unfinished token begins, and the bytes of which one may end it.
_ENDS: Final = (
    (re.compile(rb"""[ \t\v\f]*["']"""), re.compile(rb"""["'\\\r\n]""")),
    (re.compile(rb"[ \t\v\f]*(?:--)?\[=*\["), re.compile(rb"[\[\]]")),
    (re.compile(rb"[ \t\v\f]*--"), re.compile(rb"[\r\n]")),
    (re.compile(rb"[ \t\v\f]*\Z"), re.compile(rb"[^ \t\v\f]")),
    (re.compile(rb""), re.compile(rb"[^A-Za-z0-9_]")),
)
_NEWLINE: Final = re.compile(rb"\r\n|\n\r|\r|\n")


class PieceLexer(Lexer):
    """A cursor over the tokens of `first` and of what `read` gives then, up to b""."""

    __slots__ = ("_complete", "_read")

    def __init__(self, first: bytes, read: Callable[[], bytes], chunkname: bytes) -> None:
        super().__init__(first, chunkname)
        self._read = read
        self._complete = not first

    def advance(self) -> None:
        """Move to the next token, reading on as far as it takes to be sure of it.

        Raises LuaSyntaxError, and what `read` raises.
        """
        if self._ahead is not None:
            super().advance()
            return
        last_line = self.line
        self._start = self._position
        self._start_line = self.line
        while True:
            problem = None
            try:
                super().advance()
            except LuaSyntaxError as error:
                problem = error
            if self._complete or self._position < len(self._source) or not self._read_on():
                break
        self.last_line = last_line
        if problem is not None:
            raise problem

    def _read_on(self) -> bool:
        """Read a piece and go back to where the token begins; False: that was all."""
        piece = self._read()
        if not piece:
            self._complete = True
            return False
        if self._start == len(self._source):
            self._take_back_cut_line_end()
        rest = self._source[self._start :]
        pieces = [rest, piece]
        if len(rest) > _LONG:
            end = next(end for begin, end in _ENDS if begin.match(rest))
            while end.search(piece) is None and (piece := self._read()):
                pieces.append(piece)
            self._complete = not piece
        self._source = b"".join(pieces)
        self._has_returns = b"\r" in self._source
        self._position = self._start = 0
        self.line = self._start_line
        return True

    def _take_back_cut_line_end(self) -> None:
        """Count a last line end of one byte again, together with what follows."""
        ends = self._source[len(self._source.rstrip(b"\r\n")) :]
        if ends and len(_NEWLINE.findall(ends)[-1]) == 1:
            self._start -= 1
            self._start_line -= 1
