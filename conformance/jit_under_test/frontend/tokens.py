"""Token kinds. A kind is the string by which PUC's messages name the token."""

from typing import Final

NAME: Final = "<name>"
NUMBER: Final = "<number>"
STRING: Final = "<string>"
EOS: Final = "<eof>"

_KEYWORDS: Final = (
    "and break do else elseif end false for function if in local nil not or repeat return then "
    "true until while"
)
_SYMBOLS: Final = "+ - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : , . .. ..."

# Spelling in the source to token kind; a word that is not here is a name.
KEYWORDS: Final[dict[bytes, str]] = {word.encode(): word for word in _KEYWORDS.split()}
SYMBOLS: Final[dict[bytes, str]] = {symbol.encode(): symbol for symbol in _SYMBOLS.split()}

# Tokens that end a block.
BLOCK_END: Final = frozenset(("else", "elseif", "end", "until", EOS))


def spell(kind: str) -> bytes:
    """Return a token kind as messages show it; control characters show as `char(7)`."""
    if len(kind) == 1 and (kind < " " or kind == "\x7f"):
        return b"char(%d)" % ord(kind)
    return kind.encode("latin-1")
