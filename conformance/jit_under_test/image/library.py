"""The block functions that LLVM calls on its own account, as IR: small blocks are done in place.

A call out of an emulated machine costs as much as copying a few hundred bytes there, and the
runtime's blocks are mostly a few words (a new table's slots, a frame's registers). Larger ones
go to the C library, through the import table. `no-builtins` keeps LLVM from recognizing the
loops and turning them into calls of themselves.
"""

import re
from typing import Final

SMALL: Final = 256
"""Bytes. Under Unicorn a call out pays only from about a kilobyte; natively the C library is
quicker by some nanoseconds from 64 bytes on."""

LIBRARY_PREFIX: Final = "library."
"""With this before its name, a C library function is called through its import slot."""

_HOST: Final = "".join(
    f"declare ptr @{LIBRARY_PREFIX}{name}(ptr, {middle}, i64)\n"
    for name, middle in (("memcpy", "ptr"), ("memmove", "ptr"), ("memset", "i32"))
)


def _loops(word: str, byte: str) -> str:
    """Blocks `words`, `bytes` and `done`: `word` at each %i in steps of 8, then `byte`.

    Both are instruction texts with {i} for the offset; the function's length is %n.
    """
    return f"""
words:
  %i = phi i64 [ 0, %small ], [ %i8, %word ]
  %i8 = add i64 %i, 8
  %fits = icmp ule i64 %i8, %n
  br i1 %fits, label %word, label %bytes
word:
{word}
  br label %words
bytes:
  %j = phi i64 [ %i, %words ], [ %j1, %byte ]
  %more = icmp ult i64 %j, %n
  br i1 %more, label %byte, label %done
byte:
{byte}
  %j1 = add i64 %j, 1
  br label %bytes
done:
  ret ptr %to
"""


_COPY: Final = _loops(
    """  %from8 = getelementptr i8, ptr %from, i64 %i
  %to8 = getelementptr i8, ptr %to, i64 %i
  %v8 = load i64, ptr %from8, align 1
  store i64 %v8, ptr %to8, align 1""",
    """  %from1 = getelementptr i8, ptr %from, i64 %j
  %to1 = getelementptr i8, ptr %to, i64 %j
  %v1 = load i8, ptr %from1
  store i8 %v1, ptr %to1""",
)
_SET: Final = _loops(
    """  %to8 = getelementptr i8, ptr %to, i64 %i
  store i64 %value8, ptr %to8, align 1""",
    """  %to1 = getelementptr i8, ptr %to, i64 %j
  store i8 %value1, ptr %to1""",
)

_FUNCTIONS: Final = {
    "memcpy": f"""define ptr @memcpy(ptr %to, ptr %from, i64 %n) nounwind "no-builtins" {{
  %is_small = icmp ule i64 %n, {SMALL}
  br i1 %is_small, label %small, label %large
large:
  %r = tail call ptr @{LIBRARY_PREFIX}memcpy(ptr %to, ptr %from, i64 %n)
  ret ptr %r
small:
  br label %words
{_COPY}}}
""",
    # Forwards is right unless the target begins inside the source.
    "memmove": f"""define ptr @memmove(ptr %to, ptr %from, i64 %n) nounwind "no-builtins" {{
  %is_small = icmp ule i64 %n, {SMALL}
  %to_address = ptrtoint ptr %to to i64
  %from_address = ptrtoint ptr %from to i64
  %distance = sub i64 %to_address, %from_address
  %forwards = icmp uge i64 %distance, %n
  %here = and i1 %is_small, %forwards
  br i1 %here, label %small, label %large
large:
  %r = tail call ptr @{LIBRARY_PREFIX}memmove(ptr %to, ptr %from, i64 %n)
  ret ptr %r
small:
  br label %words
{_COPY}}}
""",
    "memset": f"""define ptr @memset(ptr %to, i32 %value, i64 %n) nounwind "no-builtins" {{
  %is_small = icmp ule i64 %n, {SMALL}
  br i1 %is_small, label %small, label %large
large:
  %r = tail call ptr @{LIBRARY_PREFIX}memset(ptr %to, i32 %value, i64 %n)
  ret ptr %r
small:
  %value1 = trunc i32 %value to i8
  %wide = zext i8 %value1 to i64
  %value8 = mul i64 %wide, {0x0101_0101_0101_0101}
  br label %words
{_SET}}}
""",
}


def with_library(ir: str) -> str:
    """`ir` and those of the block functions that it doesn't define itself."""
    added = [_HOST]
    for name, text in _FUNCTIONS.items():
        if re.search(rf"^[ \t]*define[^\n]*@\"?{name}\"?\(", ir, re.MULTILINE):
            continue
        ir = re.sub(rf"^[ \t]*declare[^\n]*@\"?{name}\"?\([^\n]*$", "", ir, flags=re.MULTILINE)
        added.append(text)
    return ir + "\n" + "".join(added)
