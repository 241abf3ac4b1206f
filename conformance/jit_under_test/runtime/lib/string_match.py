"""string.find, match, gmatch and gsub."""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.kernel import (
    Ptr,
    f64,
    fptosi,
    from_bits,
    i32,
    i64,
    kernel,
    null,
    stack_array,
    u8,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument,
    argument_error,
    builtin_upvalue,
    check_string,
    opt_int,
    opt_integer,
    push,
    return_value,
    throw_about,
    type_text,
)
from conformance.jit_under_test.runtime.lib.builder import (
    Builder,
    builder_add,
    builder_anchored,
    builder_byte,
    builder_room,
    builder_string,
)
from conformance.jit_under_test.runtime.lib.format import is_digit
from conformance.jit_under_test.runtime.lib.patterns import (
    CARET,
    DOLLAR,
    ESCAPE,
    OPEN_SET,
    QUESTION,
    MatchState,
    begin_match,
    capture_value,
    first_item,
    match_at,
    push_captures,
    skip_to_item,
)
from conformance.jit_under_test.runtime.lib.strings import relative_position
from conformance.jit_under_test.runtime.numbers import format_number, number_to_string
from conformance.jit_under_test.runtime.objects import CLOSURE_UPVALUES, VM, String
from conformance.jit_under_test.runtime.protected import call_value, get_index
from conformance.jit_under_test.runtime.strings import c_memcmp
from conformance.jit_under_test.runtime.upvalues import builtin_new
from conformance.jit_under_test.runtime.values import (
    NIL,
    PAYLOAD,
    as_closure,
    as_string,
    from_closure,
    from_number,
    from_string,
    is_falsy,
    is_function,
    is_number,
    is_string,
    is_table,
    string_data,
)

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime


BUILDER_SLOT: Final = 4  # of gsub's frame, behind its arguments
STACK_BYTES: Final = 512  # a shorter result of gsub needs no other memory


@kernel
def has_specials(pattern: Ptr[u8]) -> bool:
    """Does the pattern have magic characters (before its first NUL)?"""
    p = pattern
    while p[0] != 0:
        c = p[0]
        if (c >= 40 and c <= 46 and c != 41 and c != 44) or c == CARET or c == DOLLAR:
            return True
        if c == QUESTION or c == OPEN_SET or c == ESCAPE:
            return True
        p = p + 1
    return False


@kernel(noinline=True)
def find_bytes(s: Ptr[u8], length: u64, what: Ptr[u8], size: u64) -> Ptr[u8]:
    """The first place where `what` occurs, null if there is none."""
    if size == 0:
        return s
    if size > length:
        return null
    first = what[0]
    last = s + (length - size)
    while s <= last:
        if s[0] == first and c_memcmp(s, what, size) == 0:
            return s
        s = s + 1
    return null


@kernel
def find_or_match(vm: Ptr[VM], find: bool) -> i64:
    s = check_string(vm, 1)
    pattern = check_string(vm, 2)
    start = relative_position(opt_integer(vm, 3, 1), i64(s.length)) - 1
    if start < 0:
        start = 0
    elif u64(start) > s.length:
        start = i64(s.length)
    data = string_data(s)
    p = string_data(pattern)
    if find and (not is_falsy(argument(vm, 4)) or not has_specials(p)):
        found = find_bytes(data + start, s.length - u64(start), p, pattern.length)
        if found == null:
            return return_value(vm, NIL)
        first = i64(u64(found) - u64(data)) + 1
        push(vm, from_number(f64(first)))
        push(vm, from_number(f64(first + i64(pattern.length) - 1)))
        return 2
    ms = stack_array(MatchState, 1)
    begin_match(ms, vm, s)
    anchored = p[0] == CARET
    if anchored:
        p = p + 1
    at = data + start
    item = Ptr[u8](0) if anchored else first_item(ms, p)
    while True:
        if item != null:
            at = skip_to_item(ms, at, p, item)
        end = match_at(ms, at, p)
        if end != null:
            if not find:
                return push_captures(ms, at, end)
            push(vm, from_number(f64(i64(u64(at) - u64(data)) + 1)))
            push(vm, from_number(f64(i64(u64(end) - u64(data)))))
            return push_captures(ms, null, null) + 2
        if at >= ms.end or anchored:
            return return_value(vm, NIL)
        at = at + 1


@kernel
def string_find(vm: Ptr[VM]) -> i64:
    """string.find(s, pattern [, init [, plain]])"""
    return find_or_match(vm, True)


@kernel
def string_match(vm: Ptr[VM]) -> i64:
    """string.match(s, pattern [, init])"""
    return find_or_match(vm, False)


@kernel
def gmatch_step(vm: Ptr[VM]) -> i64:
    """The iterator of gmatch: its upvalues are the subject, the pattern and the next offset."""
    closure = as_closure(vm.current.ci.func[0])
    upvalues = Ptr[u64](u64(closure) + CLOSURE_UPVALUES)
    s = as_string(upvalues[0])
    data = string_data(s)
    ms = stack_array(MatchState, 1)
    begin_match(ms, vm, s)
    p = string_data(as_string(upvalues[1]))
    at = data + fptosi(from_bits(upvalues[2]))
    item = first_item(ms, p)
    while at <= ms.end:
        if item != null:
            at = skip_to_item(ms, at, p, item)
        end = match_at(ms, at, p)
        if end != null:
            next_offset = u64(end) - u64(data)
            if end == at:
                next_offset += 1
            upvalues[2] = from_number(f64(next_offset))
            return push_captures(ms, at, end)
        at = at + 1
    return 0


@kernel
def string_gmatch(vm: Ptr[VM]) -> i64:
    """string.gmatch(s, pattern); the iterator's model is an upvalue"""
    s = check_string(vm, 1)
    pattern = check_string(vm, 2)
    model = as_closure(builtin_upvalue(vm, 0))
    closure = builtin_new(vm, model.fn, u64(model.builtin), 3, vm.globals)
    upvalues = Ptr[u64](u64(closure) + CLOSURE_UPVALUES)
    upvalues[0] = from_string(s)
    upvalues[1] = from_string(pattern)
    upvalues[2] = from_number(0.0)
    return return_value(vm, from_closure(closure))


@kernel
def add_template(
    ms: Ptr[MatchState], b: Ptr[Builder], template: Ptr[String], s: Ptr[u8], e: Ptr[u8]
) -> None:
    """Add a replacement string, with %0 to %9 replaced by captures."""
    vm = ms.vm
    data = string_data(template)
    j: u64 = 0
    while j < template.length:
        c = data[j]
        j += 1
        if c != ESCAPE:
            builder_byte(vm, b, c)
            continue
        c = data[j]
        j += 1
        if not is_digit(c):
            builder_byte(vm, b, c)
        elif c == 48:
            builder_add(vm, b, s, u64(e) - u64(s))
        else:
            add_capture(ms, b, u64(c) - 49, s, e)


@kernel
def add_capture(ms: Ptr[MatchState], b: Ptr[Builder], index: u64, s: Ptr[u8], e: Ptr[u8]) -> None:
    """Add capture `index`; a position as its digits."""
    vm = ms.vm
    if index < ms.level and ms.length[index] >= 0:
        builder_add(vm, b, Ptr[u8](ms.capture[index]), u64(ms.length[index]))
        return
    value = capture_value(ms, index, s, e)
    if is_number(value):
        value = from_string(number_to_string(vm, from_bits(value)))
    builder_add(vm, b, string_data(as_string(value)), as_string(value).length)


@kernel
def replacement(ms: Ptr[MatchState], b: Ptr[Builder], s: Ptr[u8], e: Ptr[u8]) -> u64:
    """What the function or table that is argument 3 gives for a match."""
    vm = ms.vm
    thread = vm.current
    source = thread.base[2]
    func = thread.top
    if is_table(source):
        return get_index(vm, source, capture_value(ms, 0, s, e))
    func[0] = source
    thread.top = func + 1
    push_captures(ms, s, e)
    func = vm.current.top - (i64(ms.level if ms.level != 0 else 1) + 1)
    call_value(vm, func, 1)
    thread = vm.current
    thread.top = thread.top - 1
    return thread.top[0]


@kernel
def add_replacement(ms: Ptr[MatchState], b: Ptr[Builder], s: Ptr[u8], e: Ptr[u8]) -> None:
    """Add what a match is replaced by."""
    vm = ms.vm
    source = vm.current.base[2]
    if is_string(source):
        add_template(ms, b, as_string(source), s, e)
        return
    value = replacement(ms, b, s, e)
    if is_falsy(value):
        builder_add(vm, b, s, u64(e) - u64(s))
    elif is_string(value):
        builder_add(vm, b, string_data(as_string(value)), as_string(value).length)
    elif is_number(value):
        p = builder_room(vm, b, 32)
        b.used += format_number(p, from_bits(value))
    else:
        throw_about(vm, b"invalid replacement value (a ", type_text(vm, value), b")")


@kernel
def string_gsub(vm: Ptr[VM]) -> i64:
    """string.gsub(s, pattern, replacement [, n])"""
    subject = check_string(vm, 1)
    p = string_data(check_string(vm, 2))
    source = argument(vm, 3)
    limit = opt_int(vm, 4, i64(i32(subject.length + 1)))
    if is_number(source):
        check_string(vm, 3)
    elif not is_string(source) and not is_table(source) and not is_function(source):
        argument_error(vm, 3, b"string/function/table expected")
    anchored = p[0] == CARET
    if anchored:
        p = p + 1
    ms = stack_array(MatchState, 1)
    begin_match(ms, vm, subject)
    thread = vm.current
    while thread.top < thread.base + BUILDER_SLOT:
        push(vm, NIL)
    thread.base[BUILDER_SLOT] = NIL
    thread.top = thread.base + (BUILDER_SLOT + 1)
    b = stack_array(Builder, 1)
    builder_anchored(b, stack_array(u8, STACK_BYTES), STACK_BYTES, BUILDER_SLOT)
    at = ms.start
    kept = at  # from here on the subject has not been copied yet
    count: i64 = 0
    item = Ptr[u8](0) if anchored or limit <= 0 else first_item(ms, p)
    while count < limit:
        if item != null:
            at = skip_to_item(ms, at, p, item)
        end = match_at(ms, at, p)
        if end != null:
            count += 1
            builder_add(vm, b, kept, u64(at) - u64(kept))
            kept = end
            add_replacement(ms, b, at, end)
        if end != null and end > at:
            at = end
        elif at < ms.end:
            at = at + 1
        else:
            break
        if anchored:
            break
    builder_add(vm, b, kept, u64(ms.end) - u64(kept))
    push(vm, from_string(builder_string(vm, b)))
    push(vm, from_number(f64(count)))
    return 2


FUNCTIONS: Final = {
    b"find": string_find,
    b"gmatch": string_gmatch,
    b"gsub": string_gsub,
    b"match": string_match,
}
INTERNAL: Final = {b"gmatch_step": gmatch_step}
UPVALUES: Final = {b"gmatch": (b"gmatch_step",)}


def open_library(runtime: "Runtime") -> None:
    """gfind is an old name of gmatch."""
    table = runtime.get_field(runtime.vm.globals, b"string") & PAYLOAD
    runtime.set_field(table, b"gfind", runtime.get_field(table, b"gmatch"))
