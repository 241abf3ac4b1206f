"""The page-fill code for both host architectures, run under emulation."""

import pytest

from conformance.emulation.glue import MAILBOX
from conformance.emulation.pages import DATA, DATA_RIGHTS, FILL_CODE, OTHER_RIGHTS, rights
from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    CODE_BASE,
    HEAP_BASE,
    IMAGE_BASE,
    STACK_BASE,
    STACK_SIZE,
    TRAP_BASE,
)

PAGES = [
    (0, OTHER_RIGHTS),
    (IMAGE_BASE, OTHER_RIGHTS),
    (CODE_BASE, OTHER_RIGHTS),
    (STACK_BASE - 0x400, OTHER_RIGHTS),
    (STACK_BASE, DATA_RIGHTS),
    (STACK_BASE + STACK_SIZE - 0x400, DATA_RIGHTS),
    (TRAP_BASE, OTHER_RIGHTS),
    (MAILBOX - 0x400, OTHER_RIGHTS),
    (MAILBOX, DATA_RIGHTS),
    (MAILBOX + 0xC00, DATA_RIGHTS),
    (MAILBOX + 0x1000, OTHER_RIGHTS),
    (ARENA_BASE - 0x400, OTHER_RIGHTS),
    (ARENA_BASE, DATA_RIGHTS),
    (ARENA_BASE + STACK_BASE, DATA_RIGHTS),
    (ARENA_BASE + ARENA_SIZE - 0x400, DATA_RIGHTS),
]


@pytest.fixture(params=list(Arch), ids=lambda arch: arch.value)
def machine(request):
    made = UnicornMachine(request.param)
    made.write_code(CODE_BASE, FILL_CODE[made.arch]())
    yield made
    made.close()


def test_rights(machine):
    for address, expected in PAGES:
        assert rights(address) == expected, hex(address)
        assert machine.call(CODE_BASE, 0, address, 0, HEAP_BASE, 0) & 0xFF == 1
        assert machine.memory.read_u64(HEAP_BASE) == address
        assert machine.memory.read_u32(HEAP_BASE + 8) == expected, hex(address)
        assert machine.memory.read_u32(HEAP_BASE + 12) == 0


def test_regions_are_in_order_and_whole_pages():
    flat = [edge for region in DATA for edge in region]
    assert flat == sorted(flat)
    assert all(edge % 4096 == 0 for edge in flat)
