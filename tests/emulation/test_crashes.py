"""What an emulated machine reports when code does what would kill a process."""

import ctypes

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.machine.protocol import Arch, MachineCrash
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    CODE_BASE,
    HEAP_BASE,
    IMAGE_BASE,
    VM_ADDRESS,
)
from tests.machine.conftest import image_for
from tests.machine.test_machines import bind

RETURN = {Arch.X64: b"\xc3", Arch.A64: b"\xc0\x03\x5f\xd6"}


@pytest.fixture(params=[Arch.A64, Arch.X64], ids=lambda arch: arch.value)
def emulated(request):
    made = UnicornMachine(request.param)
    made.load_image(image_for(made.arch))
    yield made
    made.close()


class TestCrashes:
    @pytest.mark.parametrize(
        ("function", "arguments", "reason"),
        [
            ("load_from", (0x1000,), "unmapped"),
            ("load_from", (ARENA_BASE + ARENA_SIZE,), "unmapped"),
            ("store_to", (0x2000, 1), "unmapped"),
            ("store_to", (IMAGE_BASE, 1), "protected"),
        ],
    )
    def test_bad_access(self, emulated, function, arguments, reason):
        code = emulated.symbols[function]
        with pytest.raises(MachineCrash) as crash:
            emulated.call(code, *arguments)
        assert reason in crash.value.reason.lower().replace("write-protected", "protected")
        assert crash.value.address == arguments[0]
        assert code <= crash.value.pc < code + 8
        assert arguments[0] in crash.value.registers.values()
        assert f"{arguments[0]:016x}" in crash.value.report()
        assert emulated.call(emulated.symbols["add"], 1, 2) == 3, "usable afterwards"

    def test_undefined_instruction(self, emulated):
        code = b"\x0f\x0b" if emulated.arch is Arch.X64 else bytes(4)
        emulated.write_code(CODE_BASE, code)
        with pytest.raises(MachineCrash) as crash:
            emulated.call(emulated.symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE)
        assert abs(crash.value.pc - CODE_BASE) <= 4
        assert emulated.call(emulated.symbols["add"], 1, 2) == 3

    @pytest.mark.parametrize("target", [0x4000, HEAP_BASE, 0x6900_0000])
    def test_jump_to_what_is_no_code(self, emulated, target):
        if target == HEAP_BASE:
            emulated.memory.write_bytes(target, RETURN[emulated.arch])
        with pytest.raises(MachineCrash) as crash:
            emulated.call(target)
        assert crash.value.address == target
        assert emulated.call(emulated.symbols["add"], 1, 2) == 3

    @pytest.mark.parametrize("depth", [1, 40])
    def test_crash_in_a_nested_call_ends_all(self, emulated, depth):
        call_int, load = emulated.symbols["call_int"], emulated.symbols["load_from"]
        calls = []

        def nest(n, b):
            calls.append(n)
            return emulated.call(load, 0x3000) if n == 0 else emulated.call(call_int, n - 1, b)

        bind(emulated, host_int=nest)
        with pytest.raises(MachineCrash) as crash:
            emulated.call(call_int, depth, 0)
        assert crash.value.address == 0x3000
        assert calls == list(range(depth, -1, -1))
        bind(emulated)
        assert emulated.call(call_int, 4, 2) == 42

    def test_stack_overflow(self, emulated):
        with pytest.raises(MachineCrash):
            emulated.call(emulated.symbols["throw_deep"], VM_ADDRESS, 1 << 40)
        assert emulated.call(emulated.symbols["add"], 1, 2) == 3


def test_host_functions_see_host_pointers_only_as_guest_addresses():
    """The emulated arena isn't at its guest address, so a missed translation would crash."""
    machine = UnicornMachine(Arch.A64)
    try:
        host = machine.memory.host_address(HEAP_BASE)
        assert host != HEAP_BASE
        machine.memory.write_u64(HEAP_BASE, 5)
        assert ctypes.c_uint64.from_address(host).value == 5
        assert machine.memory.guest_address(host) == HEAP_BASE
    finally:
        machine.close()
