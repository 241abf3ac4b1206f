"""Lua patterns (manual, section 5.4.1): a backtracking matcher over one subject.

A pattern is a C string: it ends at its first NUL. The matcher recurses as PUC's does, once per
capture and optional item; `match` is null where there is no match, else the end of one.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Array,
    Ptr,
    f64,
    i64,
    kernel,
    null,
    static_bytes,
    struct,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.arguments import ensure_stack, push
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.lib.characters import (
    ALPHA,
    CONTROL,
    DIGIT,
    HEXADECIMAL,
    LOWER,
    PUNCT,
    SPACE,
    UPPER,
    in_class,
    to_lower,
)
from conformance.jit_under_test.runtime.lib.format import is_digit
from conformance.jit_under_test.runtime.objects import VM, String
from conformance.jit_under_test.runtime.strings import c_memcmp, string_new
from conformance.jit_under_test.runtime.values import from_number, from_string, string_data

MAX_CAPTURES: Final = 32
MAX_DEPTH: Final = 80000  # nested matches that fit on the native stack; PUC crashes there
UNFINISHED: Final = -1  # length of a capture whose ")" has not been reached
POSITION: Final = -2  # length of a position capture

ESCAPE: Final = ord("%")
OPEN: Final = ord("(")
CLOSE: Final = ord(")")
OPEN_SET: Final = ord("[")
CLOSE_SET: Final = ord("]")
CARET: Final = ord("^")
DOLLAR: Final = ord("$")
DOT: Final = ord(".")
DASH: Final = ord("-")
STAR: Final = ord("*")
PLUS: Final = ord("+")
QUESTION: Final = ord("?")


@struct
class MatchState:
    """A match in progress."""

    vm: Ptr[VM]
    start: Ptr[u8]  # of the subject
    end: Ptr[u8]
    level: u64  # captures so far, finished or not
    depth: i64  # nested matches that are still allowed
    capture: Array[u64, MAX_CAPTURES]  # where each starts
    length: Array[i64, MAX_CAPTURES]  # and its length, or UNFINISHED or POSITION


@kernel
def item_end(ms: Ptr[MatchState], p: Ptr[u8]) -> Ptr[u8]:
    """The end of the single-character item at `p`."""
    c = p[0]
    p = p + 1
    if c == ESCAPE:
        if p[0] == 0:
            throw_library_error(ms.vm, b"malformed pattern (ends with '%')")
        return p + 1
    if c != OPEN_SET:
        return p
    if p[0] == CARET:
        p = p + 1
    while True:
        if p[0] == 0:
            throw_library_error(ms.vm, b"malformed pattern (missing ']')")
        c = p[0]
        p = p + 1
        if c == ESCAPE and p[0] != 0:
            p = p + 1
        if p[0] == CLOSE_SET:
            return p + 1


@kernel(inline=True)
def class_bits(letter: u8) -> u8:
    """The character classes of a lower-case class letter, 0 if it is none or "z"."""
    return static_bytes(CLASS_LETTERS)[letter]


@kernel
def matches_class(c: u8, letter: u8) -> bool:
    """Does `c` belong to the class %letter?"""
    lower = to_lower(letter)
    found = False
    if lower == 122:
        found = c == 0
    else:
        members = class_bits(lower)
        if members == 0:
            return letter == c
        found = in_class(c, members)
    return found if lower == letter else not found


@kernel
def matches_set(c: u8, p: Ptr[u8], last: Ptr[u8]) -> bool:
    """Does `c` belong to the set from "[" at `p` to "]" at `last`?"""
    positive = True
    if p[1] == CARET:
        positive = False
        p = p + 1
    p = p + 1
    while p < last:
        if p[0] == ESCAPE:
            p = p + 1
            if matches_class(c, p[0]):
                return positive
        elif p[1] == DASH and p + 2 < last:
            if p[0] <= c and c <= p[2]:
                return positive
            p = p + 2
        elif p[0] == c:
            return positive
        p = p + 1
    return not positive


@kernel(inline=True)
def matches_single(c: u8, p: Ptr[u8], ep: Ptr[u8]) -> bool:
    """Does `c` match the single-character item from `p` to `ep`?"""
    first = p[0]
    if first == DOT:
        return True
    if first == ESCAPE:
        return matches_class(c, p[1])
    if first == OPEN_SET:
        return matches_set(c, p, ep - 1)
    return first == c


@kernel(noinline=True)
def match_balance(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    """%bxy at `s`; `p` is at x."""
    if p[0] == 0 or p[1] == 0:
        throw_library_error(ms.vm, b"unbalanced pattern")
    if s[0] != p[0]:
        return null
    opening = p[0]
    closing = p[1]
    depth: u64 = 1
    s = s + 1
    while s < ms.end:
        c = s[0]
        if c == closing:
            depth -= 1
            if depth == 0:
                return s + 1
        elif c == opening:
            depth += 1
        s = s + 1
    return null


@kernel(inline=True)
def run_end(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8], ep: Ptr[u8]) -> Ptr[u8]:
    """Where the longest run of characters that match the item from `p` to `ep` ends."""
    end = ms.end
    first = p[0]
    if first == DOT:
        return end
    if first == ESCAPE:
        letter = p[1]
        while s < end and matches_class(s[0], letter):
            s = s + 1
    elif first == OPEN_SET:
        while s < end and matches_set(s[0], p, ep - 1):
            s = s + 1
    else:
        while s < end and s[0] == first:
            s = s + 1
    return s


@kernel
def max_expand(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8], ep: Ptr[u8]) -> Ptr[u8]:
    """The item as often as possible, then the rest of the pattern."""
    t = run_end(ms, s, p, ep)
    if ep[1] == 0:
        return t
    while t >= s:
        found = match(ms, t, ep + 1)
        if found != null:
            return found
        t = t - 1
    return null


@kernel
def min_expand(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8], ep: Ptr[u8]) -> Ptr[u8]:
    """The item as seldom as possible, then the rest of the pattern."""
    found = match(ms, s, ep + 1)
    if found != null:
        return found
    item = first_item(ms, ep + 1)
    while s < ms.end and matches_single(s[0], p, ep):
        s = s + 1
        if item == null or (s < ms.end and matches_single(s[0], ep + 1, item)):
            found = match(ms, s, ep + 1)
            if found != null:
                return found
    return null


@kernel
def start_capture(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8], length: i64) -> Ptr[u8]:
    level = ms.level
    if level >= MAX_CAPTURES:
        throw_library_error(ms.vm, b"too many captures")
    ms.capture[level] = u64(s)
    ms.length[level] = length
    ms.level = level + 1
    found = match(ms, s, p)
    if found == null:
        ms.level -= 1
    return found


@kernel
def end_capture(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    level = i64(ms.level) - 1
    while level >= 0 and ms.length[level] != UNFINISHED:
        level -= 1
    if level < 0:
        throw_library_error(ms.vm, b"invalid pattern capture")
    ms.length[level] = i64(u64(s) - ms.capture[level])
    found = match(ms, s, p)
    if found == null:
        ms.length[level] = UNFINISHED
    return found


@kernel
def match_back(ms: Ptr[MatchState], s: Ptr[u8], digit: u8) -> Ptr[u8]:
    """%1 to %9: what that capture holds, once more."""
    level = i64(digit) - 49
    if level < 0 or level >= i64(ms.level) or ms.length[level] == UNFINISHED:
        throw_library_error(ms.vm, b"invalid capture index")
    length = u64(ms.length[level])
    if u64(ms.end) - u64(s) < length:
        return null
    if c_memcmp(Ptr[u8](ms.capture[level]), s, length) != 0:
        return null
    return s + length


@kernel(noinline=True)
def match_frontier(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    """%f[set] at `s`; `p` is behind the f. The rest of the pattern, null if it doesn't match."""
    if p[0] != OPEN_SET:
        throw_library_error(ms.vm, b"missing '[' after '%f' in pattern")
    ep = item_end(ms, p)
    previous: u8 = 0
    if s != ms.start:
        previous = s[-1]
    if matches_set(previous, p, ep - 1) or not matches_set(s[0], p, ep - 1):
        return null
    return ep


@kernel(inline=True)
def begin_match(ms: Ptr[MatchState], vm: Ptr[VM], subject: Ptr[String]) -> None:
    """Prepare for matches on a subject."""
    ms.vm = vm
    ms.start = string_data(subject)
    ms.end = ms.start + subject.length
    ms.depth = MAX_DEPTH


@kernel(inline=True)
def match_at(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    """Match the whole pattern at `s`, with no captures yet: the end of the match, or null."""
    ms.level = 0
    return match(ms, s, p)


@kernel(noinline=True)
def first_item(ms: Ptr[MatchState], p: Ptr[u8]) -> Ptr[u8]:
    """The end of the single-character item that every match begins with, null if there is none.

    It serves to pass over places where nothing can match. A malformed item raises its error
    here: the first attempt to match would do so too.
    """
    c = p[0]
    if c == 0 or c == OPEN or c == CLOSE or (c == DOLLAR and p[1] == 0):
        return null
    if c == ESCAPE and (p[1] == 98 or p[1] == 102 or is_digit(p[1])):
        return null
    ep = item_end(ms, p)
    suffix = ep[0]
    if suffix == STAR or suffix == DASH or suffix == QUESTION:
        return null
    return ep


@kernel(inline=True)
def skip_to_item(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8], ep: Ptr[u8]) -> Ptr[u8]:
    """The first place from `s` on where the item from `p` to `ep` matches, or the end."""
    end = ms.end
    first = p[0]
    if first == ESCAPE:
        letter = p[1]
        while s < end and not matches_class(s[0], letter):
            s = s + 1
    elif first == OPEN_SET:
        while s < end and not matches_set(s[0], p, ep - 1):
            s = s + 1
    elif first != DOT:
        while s < end and s[0] != first:
            s = s + 1
    return s


@kernel
def match(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    """Match the pattern from `p` at `s`: the end of the match, or null."""
    ms.depth -= 1
    if ms.depth < 0:
        throw_library_error(ms.vm, b"pattern too complex")
    found = match_items(ms, s, p)
    ms.depth += 1
    return found


@kernel(inline=True)
def match_items(ms: Ptr[MatchState], s: Ptr[u8], p: Ptr[u8]) -> Ptr[u8]:
    """`match`, without its count."""
    while True:
        c = p[0]
        if c == 0:
            return s
        if c == OPEN:
            if p[1] == CLOSE:
                return start_capture(ms, s, p + 2, POSITION)
            return start_capture(ms, s, p + 1, UNFINISHED)
        if c == CLOSE:
            return end_capture(ms, s, p + 1)
        if c == DOLLAR and p[1] == 0:
            return s if s == ms.end else null
        if c == ESCAPE:
            escaped = p[1]
            if escaped == 98:
                s = match_balance(ms, s, p + 2)
                if s == null:
                    return null
                p = p + 4
                continue
            if escaped == 102:
                p = match_frontier(ms, s, p + 2)
                if p == null:
                    return null
                continue
            if is_digit(escaped):
                s = match_back(ms, s, escaped)
                if s == null:
                    return null
                p = p + 2
                continue
        ep = item_end(ms, p)
        fits = s < ms.end and matches_single(s[0], p, ep)
        suffix = ep[0]
        if suffix == QUESTION:
            if fits:
                found = match(ms, s + 1, ep + 1)
                if found != null:
                    return found
            p = ep + 1
        elif suffix == STAR:
            return max_expand(ms, s, p, ep)
        elif suffix == PLUS:
            return max_expand(ms, s + 1, p, ep) if fits else null
        elif suffix == DASH:
            return min_expand(ms, s, p, ep)
        else:
            if not fits:
                return null
            s = s + 1
            p = ep


@kernel
def capture_value(ms: Ptr[MatchState], index: u64, s: Ptr[u8], e: Ptr[u8]) -> u64:
    """Capture `index` of a match from `s` to `e`; the whole match stands for a first one."""
    vm = ms.vm
    if index >= ms.level:
        if index != 0:
            throw_library_error(vm, b"invalid capture index")
        return from_string(string_new(vm, s, u64(e) - u64(s)))
    length = ms.length[index]
    if length == UNFINISHED:
        throw_library_error(vm, b"unfinished capture")
    if length == POSITION:
        return from_number(f64(i64(ms.capture[index] - u64(ms.start)) + 1))
    return from_string(string_new(vm, Ptr[u8](ms.capture[index]), u64(length)))


@kernel
def push_captures(ms: Ptr[MatchState], s: Ptr[u8], e: Ptr[u8]) -> i64:
    """Push all captures, or the whole match if there are none and `s` is given."""
    count = ms.level
    if count == 0 and s != null:
        count = 1
    ensure_stack(ms.vm, count, b"too many captures")
    for j in range(count):
        push(ms.vm, capture_value(ms, j, s, e))
    return i64(count)


def _class_letters() -> bytes:
    """The class bits by letter of the classes that patterns have."""
    letters = {
        "a": ALPHA, "c": CONTROL, "d": DIGIT, "l": LOWER, "p": PUNCT, "s": SPACE, "u": UPPER,
        "w": ALPHA | DIGIT, "x": HEXADECIMAL,
    }  # fmt: skip
    return bytes(letters.get(chr(code), 0) for code in range(256))


CLASS_LETTERS: Final = _class_letters()
