"""Statements, calls and memory, on the host."""

import ctypes

import pytest

from tests.kernel.support import HostMemory, Native, load_source

SOURCE = '''
from enum import IntEnum

@struct
class Node:
    """A list node."""
    value: f64
    flag: bool
    next: Ptr["Node"]
    small: Array[i16, 4]
    inner: Inner2

@kernel
def collatz(n: u64) -> i64:
    """Reassigns a parameter; nested if; augmented assignment."""
    steps = 0
    while n != 1:
        if n & 1 == 0:
            n >>= 1
        else:
            n = n * 3 + 1
        steps += 1
    return steps

@kernel
def classify(n: i64) -> i64:
    if n < 0:
        return -1
    elif n == 0:
        result = 10
    elif n == 1:
        result = 11
    else:
        result = 12
    return result

@kernel
def sum_range(start: i64, stop: i64) -> i64:
    total = 0
    for i in range(start, stop):
        total += i
    return total

@kernel
def sum_by_three(stop: u8) -> u64:
    total: u64 = 0
    for i in range(stop):
        i *= 1
    for i in range(0, stop, 3):
        total += u64(i)
    return total

@kernel
def countdown(start: i8) -> i64:
    rounds = 0
    for i in range(start, -128, -5):
        rounds += 1
    return rounds

@kernel
def whole_u8() -> i64:
    """The last round is at the type's largest value less one: nothing may overflow."""
    rounds = 0
    for i in range(u8(0), 255, 2):
        rounds += 1
    return rounds

@kernel
def search(limit: i64) -> i64:
    """break, continue, nested loops, while True."""
    found = 0
    i = 0
    while True:
        i += 1
        if i > limit:
            break
        if i % 2 == 0:
            continue
        for j in range(100):
            if j == i:
                break
            if j > i:
                unreachable()
            found += 1
    return found

@kernel
def sometimes(flag: bool) -> i64:
    """Assigned on one path only: zero on the other."""
    if flag:
        x = 5
    return x

@kernel
def loop_variable_is_a_copy() -> i64:
    rounds = 0
    for i in range(5):
        i = 100
        rounds += 1
    return rounds * 1000 + i

@kernel
def after_return(n: i64) -> i64:
    return n
    n = 5
    while n > 2:
        n -= 1
    return n

@kernel
def sum_list(node: Ptr[Node]) -> f64:
    total = 0.0
    while node != null and not node.flag:
        total += node.value
        node = node.next
    return total

@kernel
def edit(node: Ptr[Node], i: i64) -> i64:
    node.value = 2
    node.flag = i > 1
    node.next = null if i == 0 else node
    node.small[0] = -1
    node.small[i] += 7
    node.inner.a = 200
    node.inner.b[1] = 9
    cell = addr_of(node.small[1])
    cell[1] = 33
    node.next.inner.b[i] -= 1
    again = node.small
    return i64(again[0]) + i64(node.inner.b[1])

@kernel
def swap(p: Ptr[u64], q: Ptr[u64]) -> None:
    t = p[0]
    p[0] = q[0]
    q[0] = t
    if t == 0:
        return
    p[1] = t

@kernel
def reverse(data: Ptr[u8], n: u64) -> None:
    buffer = stack_array(u8, 64)
    memcpy(buffer, data, n)
    for i in range(n):
        data[n - 1 - i] = buffer[i]

@kernel
def fill(data: Ptr[u8], n: i32) -> None:
    memset(data, 0xEE, n)
    memmove(data + 1, data, n - 1)
    memset(data, 1, 1)

@kernel
def frames(depth: i64) -> i64:
    """stack_array inside a loop is one array, and one for each activation."""
    last = Ptr[i64](null)
    for i in range(3):
        space = stack_array(i64, 2)
        if last != null and last != space:
            return -1
        last = space
    space[0] = depth
    deeper = frames(depth - 1) if depth > 0 else 0
    return space[0] * 10 ** 0 + deeper

@kernel
def is_even(n: u32) -> bool:
    return True if n == 0 else is_odd(n - 1)

@kernel
def is_odd(n: u32) -> bool:
    return False if n == 0 else is_even(n - 1)

@kernel(noreturn=True, cold=True)
def hang() -> None:
    while True:
        pass

@kernel
def guarded(n: i64) -> i64:
    if n > 0:
        return n
    hang()

@kernel
def callback_in_struct(table: Ptr[Table], n: i64) -> i64:
    return table.action(n) + table.actions[1](n)

@kernel
def double_it(n: i64) -> i64:
    return 2 * n

@kernel
def code_addresses(table: Ptr[Table]) -> None:
    table.action = Fn[[i64], i64](fn_addr(double_it))
    table.actions[1] = Fn[[i64], i64](symbol_addr("sum_squares"))

@kernel(name="sum_squares")
def renamed(n: i64) -> i64:
    total = 0
    for i in range(n + 1):
        total += i * i
    return total

@kernel
def bools(p: Ptr[bool], n: i64) -> bool:
    all_ = True
    for i in range(n):
        all_ = all_ and p[i]
        p[i] = not p[i]
    return all_
'''

# Structs that functions above use must come before; annotations by string may come later.
STRUCTS = """
@struct
class Inner2:
    a: u8
    b: Array[u32, 3]

@struct
class Table:
    action: Fn[[i64], i64]
    actions: Array[Fn[[i64], i64], 2]
"""


@pytest.fixture(scope="module")
def native(tmp_path_factory):
    return Native(load_source(tmp_path_factory.mktemp("kernel"), STRUCTS + SOURCE))


CALLS = [
    ("collatz", (27,), 111),
    ("classify", (-5,), -1),
    ("classify", (0,), 10),
    ("classify", (1,), 11),
    ("classify", (2,), 12),
    ("sum_range", (-3, 6), sum(range(-3, 6))),
    ("sum_range", (5, 5), 0),
    ("sum_range", (5, -5), 0),
    ("sum_by_three", (255,), sum(range(0, 255, 3))),
    ("sum_by_three", (0,), 0),
    ("sum_by_three", (1,), 0),
    ("sum_by_three", (7,), 9),
    ("countdown", (127,), len(range(127, -128, -5))),
    ("countdown", (-128,), 0),
    ("countdown", (-127,), 1),
    ("whole_u8", (), 128),
    ("search", (7,), 1 + 3 + 5 + 7),
    ("sometimes", (True,), 5),
    ("sometimes", (False,), 0),
    ("loop_variable_is_a_copy", (), 5100),
    ("after_return", (9,), 9),
    ("frames", (4,), 10),
    ("is_even", (10,), True),
    ("is_odd", (10,), False),
    ("guarded", (3,), 3),
]


@pytest.mark.parametrize("name, arguments, expected", CALLS)
def test_call(native, name, arguments, expected):
    assert getattr(native, name)(*arguments) == expected


def struct_type(native, name):
    return getattr(__import__(native.lowered.program.kernels[0].declaration.module), name)


@pytest.fixture
def node_type(native):
    return struct_type(native, "Node")


def test_list_of_structs(native, node_type):
    memory = ctypes.create_string_buffer(node_type.size * 3)
    base = ctypes.addressof(memory)
    nodes = [node_type.view(HostMemory(), base + i * node_type.size) for i in range(3)]
    for i, node in enumerate(nodes):
        node.value = i + 0.5
        node.next = int(nodes[i + 1]) if i < 2 else 0
    assert native.sum_list(base) == 4.5
    nodes[2].flag = True
    assert native.sum_list(base) == 2.0


def test_fields_arrays_and_embedded_structs(native, node_type):
    memory = ctypes.create_string_buffer(node_type.size)
    address = ctypes.addressof(memory)
    node = node_type.view(HostMemory(), address)
    assert native.edit(address, 2) == 8
    assert node.value == 2.0
    assert node.flag is True
    assert node.next == address
    assert list(node.small) == [-1, 0, 33, 0]
    assert node.inner.a == 200
    assert list(node.inner.b) == [0, 9, 0xFFFFFFFF]


def test_pointers(native):
    cells = (ctypes.c_uint64 * 4)(1, 2, 3, 4)
    address = ctypes.addressof(cells)
    native.swap(address, address + 16)
    assert list(cells) == [3, 1, 1, 4]


def test_block_operations(native):
    buffer = ctypes.create_string_buffer(b"kernel", 8)
    native.reverse(ctypes.addressof(buffer), 6)
    assert buffer.value == b"lenrek"
    native.fill(ctypes.addressof(buffer), 5)
    assert buffer.raw == b"\x01\xee\xee\xee\xeek\0\0"


def test_function_pointers_in_structs(native):
    table = (ctypes.c_uint64 * 3)()
    native.code_addresses(ctypes.addressof(table))
    assert native.callback_in_struct(ctypes.addressof(table), 5) == 10 + 55


def test_booleans_are_bytes(native):
    flags = ctypes.create_string_buffer(bytes([1, 1, 0, 1]), 4)
    assert native.bools(ctypes.addressof(flags), 2) is True
    assert native.bools(ctypes.addressof(flags), 4) is False
    assert flags.raw == bytes([1, 1, 1, 0])
