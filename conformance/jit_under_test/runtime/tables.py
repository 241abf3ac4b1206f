"""Tables in PUC's layout: array part, hash part, the same moments of growth, the same order.

The hash part is a chained scatter table with Brent's variation: a colliding key is moved out
if it is not in its main position, so chains stay short even when the table is full. What
`next` visits, and what `#` answers for a table with holes, depends on sizes and positions:
hence all of this is exactly PUC's.
"""

from typing import Final

from conformance.jit_under_test.kernel import (
    Ptr,
    addr_of,
    bits,
    clz,
    declare,
    f64,
    from_bits,
    i64,
    kernel,
    memcpy,
    null,
    sizeof,
    stack_array,
    u8,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.barriers import barrier_back
from conformance.jit_under_test.runtime.memory import (
    has_room,
    mem_alloc,
    mem_free,
    new_object,
    throw_memory,
)
from conformance.jit_under_test.runtime.objects import VM, Node, String, Table
from conformance.jit_under_test.runtime.strings import string_hash
from conformance.jit_under_test.runtime.values import (
    DEADKEY,
    NIL,
    PAYLOAD,
    TAG_TABLE,
    TRUE,
    as_string,
    from_number,
    from_string,
    is_boolean,
    is_collectable,
    is_number,
    is_string,
)

MAX_BITS: Final = 26  # the array part holds at most 2^26 values
INT_MAX: Final = 0x7FFFFFFF
NOT_INDEX: Final = -1


@declare(noreturn=True)
def throw_text(vm: Ptr[VM], text: Ptr[u8]) -> None: ...


# --- hashing --------------------------------------------------------------------------------


@kernel(inline=True)
def node_at(t: Ptr[Table], position: u64) -> Ptr[Node]:
    return t.node + position


@kernel(inline=True)
def node_count(t: Ptr[Table]) -> u64:
    one: u64 = 1
    return one << u64(t.lsizenode)


@kernel(inline=True)
def modulo_position(t: Ptr[Table], hash: u32) -> Ptr[Node]:
    """Main position for a hash whose low bits are poor: modulo an odd number."""
    divisor = (u32(node_count(t)) - 1) | 1
    return node_at(t, u64(hash % divisor))


@kernel(inline=True)
def number_position(t: Ptr[Table], number: u64) -> Ptr[Node]:
    if from_bits(number) == 0.0:
        return t.node
    return modulo_position(t, u32(number & 0xFFFFFFFF) + u32(number >> 32))


@kernel(inline=True)
def string_position(t: Ptr[Table], s: Ptr[String]) -> Ptr[Node]:
    return node_at(t, u64(string_hash(s)) & (node_count(t) - 1))


@kernel
def main_position(t: Ptr[Table], key: u64) -> Ptr[Node]:
    if is_number(key):
        return number_position(t, key)
    if is_string(key):
        return string_position(t, as_string(key))
    if is_boolean(key):
        truth: u64 = 1 if key == TRUE else 0
        return node_at(t, truth & (node_count(t) - 1))
    return modulo_position(t, u32(key & 0xFFFFFFFF))


@kernel(inline=True)
def array_index(key: u64) -> i64:
    """The key as an index that the array part could hold, else NOT_INDEX."""
    if is_number(key):
        number = from_bits(key)
        k = i64(number)
        if f64(k) == number and k >= -0x80000000 and k <= INT_MAX:
            return k
    return NOT_INDEX


# --- reading --------------------------------------------------------------------------------


@kernel
def find_string(t: Ptr[Table], s: Ptr[String]) -> Ptr[u64]:
    """The slot of a string key, null if there is none."""
    key = from_string(s)
    n = string_position(t, s)
    while n != null:
        if n.key == key:
            return addr_of(n.value)
        n = n.next
    return null


@kernel
def find_number(t: Ptr[Table], number: u64) -> Ptr[u64]:
    """The slot of a number key in the hash part, null if there is none."""
    n = number_position(t, number)
    while n != null:
        if is_number(n.key) and from_bits(n.key) == from_bits(number):
            return addr_of(n.value)
        n = n.next
    return null


@kernel
def find_int(t: Ptr[Table], k: i64) -> Ptr[u64]:
    """The slot of an integer key, null if there is none."""
    if u32(k - 1) < t.sizearray:
        return t.array + (k - 1)
    return find_number(t, bits(f64(k)))


@kernel
def find_slot(t: Ptr[Table], key: u64) -> Ptr[u64]:
    """The slot of any key, null if there is none."""
    if is_string(key):
        return find_string(t, as_string(key))
    if is_number(key):
        number = from_bits(key)
        k = i64(number)
        if f64(k) == number and k >= -0x80000000 and k <= INT_MAX:
            return find_int(t, k)
        return find_number(t, key)
    if key == NIL:
        return null
    n = main_position(t, key)
    while n != null:
        if n.key == key:
            return addr_of(n.value)
        n = n.next
    return null


@kernel
def table_get(t: Ptr[Table], key: u64) -> u64:
    """The value of a key, without metamethods."""
    slot = find_slot(t, key)
    if slot == null:
        return NIL
    return slot[0]


@kernel
def table_get_str(t: Ptr[Table], s: Ptr[String]) -> u64:
    slot = find_string(t, s)
    if slot == null:
        return NIL
    return slot[0]


@kernel
def table_get_int(t: Ptr[Table], k: i64) -> u64:
    slot = find_int(t, k)
    if slot == null:
        return NIL
    return slot[0]


# --- sizes ----------------------------------------------------------------------------------


@kernel(inline=True)
def ceil_log2(x: u64) -> u64:
    """The least n with 2^n >= x, for x >= 1."""
    if x <= 1:
        return 0
    return 64 - clz(x - 1)


@kernel
def count_key(key: u64, counts: Ptr[u64]) -> u64:
    """Count a key in the slice (2^(i-1), 2^i] that it belongs to; 1 if it is an array index."""
    k = array_index(key)
    if k > 0 and k <= (1 << MAX_BITS):
        slice = ceil_log2(u64(k))
        counts[slice] = counts[slice] + 1
        return 1
    return 0


@kernel
def count_array_part(t: Ptr[Table], counts: Ptr[u64]) -> u64:
    """Count the values of the array part by slice; returns how many there are."""
    total: u64 = 0
    i: u64 = 1
    limit: u64 = 1
    for slice in range(MAX_BITS + 1):
        end = limit
        if end > u64(t.sizearray):
            end = u64(t.sizearray)
            if i > end:
                break
        found: u64 = 0
        while i <= end:
            if t.array[i - 1] != NIL:
                found += 1
            i += 1
        counts[slice] = counts[slice] + found
        total += found
        limit = limit * 2
    return total


@kernel(noinline=True)
def rehash(vm: Ptr[VM], t: Ptr[Table], extra_key: u64) -> None:
    """Choose new sizes so that `extra_key` fits: the array is as large as stays half full."""
    counts = stack_array(u64, 32)
    for slice in range(32):
        counts[slice] = 0
    in_array = count_array_part(t, counts)
    total = in_array
    nodes = node_count(t)
    for position in range(nodes):
        n = node_at(t, nodes - 1 - position)
        if n.value != NIL:
            in_array += count_key(n.key, counts)
            total += 1
    in_array += count_key(extra_key, counts)
    total += 1
    # Find the largest size such that more than half of its slots would be in use.
    accumulated: u64 = 0
    used: u64 = 0
    size: u64 = 0
    power: u64 = 1
    for slice in range(MAX_BITS + 1):
        if power // 2 >= in_array:
            break
        if counts[slice] > 0:
            accumulated += counts[slice]
            if accumulated > power // 2:
                size = power
                used = accumulated
        if accumulated == in_array:
            break
        power = power * 2
    table_resize(vm, t, size, total - used)


@kernel
def set_node_vector(vm: Ptr[VM], t: Ptr[Table], size: u64) -> None:
    """Give the table an empty hash part for `size` keys."""
    if size == 0:
        t.node = Ptr[Node](addr_of(vm.dummy_node[0]))
        t.lsizenode = 0
        t.lastfree = t.node
        return
    log = ceil_log2(size)
    if log > MAX_BITS:
        throw_text(vm, b"table overflow")
    one: u64 = 1
    count = one << log
    nodes = Ptr[Node](mem_alloc(vm, count * sizeof(Node)))
    for j in range(count):
        n = nodes + j
        n.value = NIL
        n.key = NIL
        n.next = null
    t.node = nodes
    t.lsizenode = u8(log)
    t.lastfree = nodes + count


@kernel(noinline=True)
def table_resize(vm: Ptr[VM], t: Ptr[Table], array_size: u64, hash_size: u64) -> None:
    """Give both parts new sizes and put every key where it then belongs."""
    old_array_size = u64(t.sizearray)
    old_nodes = t.node
    old_count = node_count(t)
    old_is_dummy = u64(old_nodes) == u64(addr_of(vm.dummy_node[0]))
    smaller: u64 = 0
    if array_size > old_array_size:
        resize_array(vm, t, array_size)
    elif array_size < old_array_size:
        # First, since it may raise an error; what comes next must not, then.
        smaller = mem_alloc(vm, array_size * 8)
        if hash_size > 0 and not has_room(vm, sizeof(Node) << ceil_log2(hash_size)):
            mem_free(vm, smaller, array_size * 8)
            throw_memory(vm)
    set_node_vector(vm, t, hash_size)
    if array_size < old_array_size:
        t.sizearray = u32(array_size)
        for j in range(old_array_size - array_size):
            value = t.array[array_size + j]
            if value != NIL:
                table_set_int(vm, t, i64(array_size + j) + 1, value)
        memcpy(Ptr[u64](smaller), t.array, array_size * 8)
        mem_free(vm, u64(t.array), old_array_size * 8)
        t.array = Ptr[u64](smaller)
    for j in range(old_count):
        n = old_nodes + (old_count - 1 - j)
        if n.value != NIL:
            slot = table_set(vm, t, n.key)
            slot[0] = n.value
    if not old_is_dummy:
        mem_free(vm, u64(old_nodes), old_count * sizeof(Node))


@kernel
def resize_array(vm: Ptr[VM], t: Ptr[Table], size: u64) -> None:
    """Make the array part larger; new slots are nil."""
    old_size = u64(t.sizearray)
    new = Ptr[u64](mem_alloc(vm, size * 8))
    memcpy(new, t.array, old_size * 8)
    for j in range(size - old_size):
        new[old_size + j] = NIL
    mem_free(vm, u64(t.array), old_size * 8)
    t.array = new
    t.sizearray = u32(size)


@kernel
def table_new(vm: Ptr[VM], array_size: u64, hash_size: u64) -> Ptr[Table]:
    """An empty table with room for this many array and hash entries."""
    t = Ptr[Table](new_object(vm, sizeof(Table), TAG_TABLE))
    t.flags = 0xFF
    t.metatable = null
    t.array = null
    t.sizearray = 0
    t.gclist = null
    t.node = Ptr[Node](addr_of(vm.dummy_node[0]))
    t.lsizenode = 0
    t.lastfree = t.node
    if array_size > 0:
        array = Ptr[u64](mem_alloc(vm, array_size * 8))
        for j in range(array_size):
            array[j] = NIL
        t.array = array
        t.sizearray = u32(array_size)
    if hash_size > 0:
        set_node_vector(vm, t, hash_size)
    return t


@kernel
def table_with_nodes(vm: Ptr[VM], source: Ptr[Table]) -> Ptr[Table]:
    """A table of the same size with the same nodes, of which there are some."""
    t = table_new(vm, u64(source.sizearray), 0)
    count = node_count(source)
    nodes = Ptr[Node](mem_alloc(vm, count * sizeof(Node)))
    distance = u64(nodes) - u64(source.node)
    for j in range(count):
        n = nodes + j
        old = source.node + j
        n.value = old.value
        n.key = old.key
        n.next = null
        if old.next != null:
            n.next = Ptr[Node](u64(old.next) + distance)
    t.flags = source.flags
    t.node = nodes
    t.lsizenode = source.lsizenode
    t.lastfree = Ptr[Node](u64(source.lastfree) + distance)
    return t


# --- writing --------------------------------------------------------------------------------


@kernel(inline=True)
def free_position(t: Ptr[Table]) -> Ptr[Node]:
    """A node whose key is nil, searched from the end downwards; null if there is none."""
    while t.lastfree > t.node:
        t.lastfree = t.lastfree - 1
        if t.lastfree.key == NIL:
            return t.lastfree
    return null


@kernel(noinline=True)
def new_key(vm: Ptr[VM], t: Ptr[Table], key: u64) -> Ptr[u64]:
    """Insert a key that is not in the table; returns its slot, holding nil."""
    place = main_position(t, key)
    if place.value != NIL or u64(place) == u64(addr_of(vm.dummy_node[0])):
        free = free_position(t)
        if free == null:
            rehash(vm, t, key)
            return table_set(vm, t, key)
        other = main_position(t, place.key)
        if other != place:
            # The colliding node is a guest here: move it to the free place.
            while other.next != place:
                other = other.next
            other.next = free
            free.value = place.value
            free.key = place.key
            free.next = place.next
            place.next = null
            place.value = NIL
        else:
            free.next = place.next
            place.next = free
            place = free
    place.key = key
    barrier_back(vm, t, key)
    return addr_of(place.value)


@kernel
def table_set(vm: Ptr[VM], t: Ptr[Table], key: u64) -> Ptr[u64]:
    """The slot of a key, inserted if needed. The metamethod cache of `t` is reset.

    Raises "table index is nil" and "table index is NaN".
    """
    slot = find_slot(t, key)
    t.flags = 0
    if slot != null:
        return slot
    if key == NIL:
        throw_text(vm, b"table index is nil")
    if is_number(key) and from_bits(key) != from_bits(key):
        throw_text(vm, b"table index is NaN")
    return new_key(vm, t, key)


@kernel
def table_set_str(vm: Ptr[VM], t: Ptr[Table], s: Ptr[String], value: u64) -> None:
    """t[s] = value, without metamethods."""
    slot = find_string(t, s)
    t.flags = 0
    if slot == null:
        slot = new_key(vm, t, from_string(s))
    slot[0] = value
    barrier_back(vm, t, value)


@kernel
def table_set_int(vm: Ptr[VM], t: Ptr[Table], k: i64, value: u64) -> None:
    """t[k] = value, without metamethods."""
    slot = find_int(t, k)
    if slot == null:
        slot = new_key(vm, t, bits(f64(k)))
    slot[0] = value
    barrier_back(vm, t, value)


# --- traversal and length -------------------------------------------------------------------


@kernel
def find_position(vm: Ptr[VM], t: Ptr[Table], key: u64) -> u64:
    """Where a traversal stands at this key: array slots first, then nodes. 0 for nil."""
    if key == NIL:
        return 0
    k = array_index(key)
    if k > 0 and k <= i64(t.sizearray):
        return u64(k)
    n = main_position(t, key)
    while n != null:
        same = n.key == key
        if is_number(key) and is_number(n.key):
            same = from_bits(n.key) == from_bits(key)
        if is_collectable(key) and n.key == (DEADKEY | (key & PAYLOAD)):
            same = True
        if same:
            return u64(t.sizearray) + ((u64(n) - u64(t.node)) // sizeof(Node)) + 1
        n = n.next
    throw_text(vm, b"invalid key to 'next'")


@kernel
def table_next(vm: Ptr[VM], t: Ptr[Table], key: Ptr[u64]) -> bool:
    """Replace key[0] by the next key and set key[1] to its value; False at the end."""
    position = find_position(vm, t, key[0])
    while position < u64(t.sizearray):
        if t.array[position] != NIL:
            key[0] = from_number(f64(position + 1))
            key[1] = t.array[position]
            return True
        position += 1
    position -= u64(t.sizearray)
    count = node_count(t)
    while position < count:
        n = node_at(t, position)
        if n.value != NIL:
            key[0] = n.key
            key[1] = n.value
            return True
        position += 1
    return False


@kernel(noinline=True)
def unbound_search(t: Ptr[Table], start: u64) -> u64:
    """A border at or after `start` when the array part is full (or empty)."""
    low = start
    high = start + 1
    while table_get_int(t, i64(high)) != NIL:
        low = high
        high = high * 2
        if high > INT_MAX:
            # The table was built to mislead: look one by one.
            i: u64 = 1
            while table_get_int(t, i64(i)) != NIL:
                i += 1
            return i - 1
    while high - low > 1:
        middle = (low + high) // 2
        if table_get_int(t, i64(middle)) == NIL:
            high = middle
        else:
            low = middle
    return low


@kernel
def table_length(t: Ptr[Table]) -> u64:
    """A border: n with t[n] non-nil (or n = 0) and t[n + 1] nil; the one that PUC finds."""
    high = u64(t.sizearray)
    if high > 0 and t.array[high - 1] == NIL:
        low: u64 = 0
        while high - low > 1:
            middle = (low + high) // 2
            if t.array[middle - 1] == NIL:
                high = middle
            else:
                low = middle
        return low
    if t.lsizenode == 0 and t.node.key == NIL:
        return high
    return unbound_search(t, high)
