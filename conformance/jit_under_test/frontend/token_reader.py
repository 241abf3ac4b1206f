"""What every parser asks of its lexer: this token or an error, and a limit to nesting."""

from conformance.jit_under_test.frontend.lexer import Lexer
from conformance.jit_under_test.frontend.limits import MAX_NESTING
from conformance.jit_under_test.frontend.tokens import EOS, NAME, spell


class TokenReader:
    """The common part of the parsers. Its errors are PUC's.

    `depth` counts open blocks and expressions; it starts with the C calls active in the caller.
    """

    __slots__ = ("depth", "lexer")

    def __init__(self, lexer: Lexer, depth: int) -> None:
        self.lexer = lexer
        self.depth = depth

    def enter_level(self) -> None:
        """Count one more level of nesting."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.lexer.error(b"chunk has too many syntax levels")

    def accept(self, kind: str) -> bool:
        """Skip the current token if it is of this kind, and tell whether it was."""
        if self.lexer.kind == kind:
            self.lexer.advance()
            return True
        return False

    def expect(self, kind: str) -> None:
        """Skip a token that must be of this kind."""
        lexer = self.lexer
        if lexer.kind != kind:
            raise lexer.syntax_error(b"'%s' expected" % spell(kind))
        lexer.advance()

    def expect_closing(self, kind: str, opening: str, line: int) -> None:
        """Skip the token that closes `opening`, which was read at `line`."""
        lexer = self.lexer
        if lexer.kind == kind or line == lexer.line:
            self.expect(kind)
        else:
            message = b"'%s' expected (to close '%s' at line %d)"
            raise lexer.syntax_error(message % (spell(kind), spell(opening), line))

    def name(self) -> bytes:
        """Skip a name and return it."""
        lexer = self.lexer
        if lexer.kind != NAME:
            raise lexer.syntax_error(b"'<name>' expected")
        value = lexer.value
        lexer.advance()
        return value

    def expect_end(self) -> None:
        """Raise LuaSyntaxError unless the source ends here."""
        if self.lexer.kind != EOS:
            raise self.lexer.syntax_error(b"'<eof>' expected")
