"""One class for all machines: the same calls, host calls, throws and code on each."""

import math
import os
import struct

import pytest

from conformance.emulation.unicorn_machine import UnicornMachine
from conformance.jit_under_test.machine.imports import HostFunction
from conformance.jit_under_test.machine.memory import MemoryFault
from conformance.jit_under_test.machine.native import NativeMachine
from conformance.jit_under_test.machine.protocol import Arch, Machine, MachineError
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    CODE_BASE,
    DISPATCH_TABLES,
    HEAP_BASE,
    IMAGE_BASE,
    IMPORT_TABLE,
    JIT_FRAME_SIZE,
    VM_ADDRESS,
)
from tests.machine.conftest import image_for
from tests.machine.sample import IMPORTS, OPCODES, UNWIND_RESULT

MINUS_ONE = (1 << 64) - 1
HOST = {
    "host_int": lambda a, b: a * 10 + b,
    "host_mixed": lambda *values: 0.0,
    "host_small": lambda a: a + 1,
    "host_void": lambda a: None,
}


def bind(machine: Machine, **providers) -> None:
    machine.bind_imports(IMPORTS, {**HOST, **providers})


def words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def constant_code(arch: Arch, leave: int, value: int) -> bytes:
    """Fragment code at CODE_BASE that leaves with `value` (16 bits)."""
    if arch is Arch.X64:
        return (
            b"\xb8"
            + struct.pack("<i", value)
            + b"\xe9"
            + struct.pack("<i", leave - (CODE_BASE + 10))
        )
    return words(0xD280_0000 | value << 5, 0x1400_0000 | (leave - CODE_BASE - 4) // 4 & 0x3FF_FFFF)


class TestCalls:
    @pytest.mark.parametrize(
        ("function", "arguments", "expected"),
        [
            ("add", (1, 2), 3),
            ("add", (-1, 0), MINUS_ONE),
            ("add", (MINUS_ONE, 2), 1),
            ("six", (1, 2, 3, 4, 5, 6), 654321),
            ("constant_at", (3,), 7),
            ("half_at", (2,), 30),
            ("text_byte", (1,), ord("o")),
            ("indirect", (0, 8, 5), 13),
            ("indirect", (1, 8, 5), 3),
            ("jump_table", (3, 100), 109),
            ("jump_table", (6, 100), 64),
            ("jump_table", (11, 100), 221),
            ("jump_table", (12, 100), MINUS_ONE),
            ("sum_to", (1000,), 500500),
        ],
    )
    def test_integers(self, machine, function, arguments, expected):
        address = machine.symbols[function]
        assert machine.call(address, *arguments) == expected
        assert machine.function(address, len(arguments))(*arguments) == expected

    def test_floats(self, machine):
        symbols = machine.symbols
        assert machine.call_f64(symbols["polynomial"], 4.0) == 54.0
        assert machine.call_f64(symbols["mix"], 3, 0.5, -2, 8.0) == 17.5
        assert math.isnan(machine.call_f64(symbols["polynomial"], -4.0))

    def test_library_calls_of_llvm(self, machine):
        bind(machine)
        machine.call(machine.symbols["fill"], HEAP_BASE, 3000)
        machine.call(machine.symbols["copy"], HEAP_BASE + 5000, HEAP_BASE, 2999)
        assert machine.memory.read_bytes(HEAP_BASE + 2999, 2) == b"A\0"
        assert machine.memory.read_bytes(HEAP_BASE + 7998, 2) == b"A\0"

    @pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 63, 64, 255, 256, 257, 1000])
    @pytest.mark.parametrize("distance", [-1000, -8, -3, 0, 3, 8, 1000])
    def test_block_functions(self, machine, size, distance):
        """Small blocks are done in the image, large ones by the C library."""
        bind(machine)
        memory, symbols = machine.memory, machine.symbols
        before = bytes(i * 7 % 251 + 1 for i in range(4096))
        source = 1500
        target = source + distance
        for function in ("move", "copy") if abs(distance) >= size else ("move",):
            memory.write_bytes(HEAP_BASE, before)
            machine.call(symbols[function], HEAP_BASE + target, HEAP_BASE + source, size)
            expected = bytearray(before)
            expected[target : target + size] = before[source : source + size]
            assert memory.read_bytes(HEAP_BASE, 4096) == expected
        machine.call(symbols["fill"], HEAP_BASE + 100 + distance % 8, size)
        expected[100 + distance % 8 : 100 + distance % 8 + size] = b"A" * size
        assert memory.read_bytes(HEAP_BASE, 4096) == expected

    def test_library_call_on_the_whole_arena_end(self, machine):
        bind(machine)
        end = ARENA_BASE + ARENA_SIZE
        machine.call(machine.symbols["fill"], end - 100, 100)
        assert machine.memory.read_bytes(end - 101, 101) == b"\0" + b"A" * 100

    def test_too_many_arguments(self, machine):
        with pytest.raises(MachineError, match="at most 6"):
            machine.call(machine.symbols["add"], 1, 2, 3, 4, 5, 6, 7)
        with pytest.raises(MachineError, match="at most 6"):
            machine.function(machine.symbols["add"], 7)(1, 2, 3, 4, 5, 6, 7)

    def test_wrong_architecture(self, machine):
        other = Arch.A64 if machine.arch is Arch.X64 else Arch.X64
        with pytest.raises(MachineError, match=other.value):
            machine.load_image(image_for(other))

    def test_closed_machine(self, machine):
        add = machine.symbols["add"]
        machine.close()
        with pytest.raises(MachineError, match="closed"):
            machine.call(add, 1, 2)
        with pytest.raises(MemoryFault):
            machine.memory.read_u64(HEAP_BASE)


class TestHostCalls:
    def test_integers_are_signed_by_kind(self, machine):
        bind(machine)
        assert machine.call(machine.symbols["call_int"], -5, 3) == MINUS_ONE - 46
        assert machine.call(machine.symbols["call_small"], -2) & 0xFFFF_FFFF == 0xFFFF_FFFF

    def test_mixed_arguments(self, machine):
        seen = []

        def mixed(*values):
            seen.append(values)
            return 2.5

        bind(machine, host_mixed=mixed)
        assert machine.call_f64(machine.symbols["call_mixed"], -1, 0.5, HEAP_BASE, -8.0) == 2.5
        assert seen == [(-1, 0.5, HEAP_BASE, -8.0, -7, 200, True)]

    def test_void(self, machine):
        seen = []
        bind(machine, host_void=seen.append)
        machine.call(machine.symbols["call_void"], -1)
        assert seen == [MINUS_ONE]

    def test_c_library(self, machine):
        bind(machine)
        assert machine.call_f64(machine.symbols["call_pow"], 2.0, 0.5) == math.pow(2.0, 0.5)

    def test_varargs_and_pointers(self, machine):
        bind(machine)
        memory, symbols = machine.memory, machine.symbols
        memory.write_bytes(HEAP_BASE, b"%.14g\0")
        memory.write_f64(HEAP_BASE + 8, 0.1)
        buffer = HEAP_BASE + 64
        number = HEAP_BASE + 128
        memory.write_bytes(number, b"-1.25e2xyz\0")
        # `format` takes its double in a vector register, so call it as a float function.
        machine.call_f64(symbols["format"], buffer, 32, HEAP_BASE, 1 / 3)
        assert memory.read_cstring(buffer) == b"0.33333333333333"
        assert machine.call_f64(symbols["parse"], number, HEAP_BASE + 192) == -125.0
        assert memory.read_u64(HEAP_BASE + 192) == number + 7
        assert machine.call(symbols["find"], number, ord("x"), 20) == number + 7
        assert machine.call(symbols["find"], number, ord("q"), 10) == 0
        assert machine.call_f64(symbols["parse"], number, 0) == -125.0

    def test_exception_is_raised_by_the_call(self, machine):
        calls = []

        def fail(a, b):
            calls.append((a, b))
            raise KeyError(a)

        bind(machine, host_int=HostFunction(fail, failure=-7))
        with pytest.raises(KeyError):
            machine.call(machine.symbols["host_loop"], 3)
        # The failure value reached machine code, which went on.
        assert calls == [(0, 3), (-7, 2), (-7, 1)]
        bind(machine)
        assert machine.call(machine.symbols["call_int"], 1, 2) == 12, "the error is forgotten"

    def test_function_raises_what_host_functions_raise(self, machine):
        """Also while an outer call has such an error to raise yet."""
        function = machine.function(machine.symbols["call_int"], 2)
        caught = []

        def fail(a, b):
            if b == 9:
                raise KeyError(a)
            if b == 2:
                raise ValueError("outer")
            with pytest.raises(KeyError) as inner:
                function(5, 9)
            caught.append(inner.value.args[0])
            return 0

        bind(machine, host_int=fail)
        with pytest.raises(KeyError):
            function(4, 9)
        with pytest.raises(ValueError, match="outer"):
            machine.call(machine.symbols["host_loop"], 2)
        assert caught == [5]
        bind(machine)
        assert function(1, 2) == 12, "the error is forgotten"

    @pytest.mark.parametrize("bad", ["text", None, 1.5])
    def test_wrong_result_type(self, machine, bad):
        bind(machine, host_int=lambda a, b: bad)
        with pytest.raises(TypeError):
            machine.call(machine.symbols["call_int"], 1, 2)

    @pytest.mark.parametrize("depth", [1, 2, 30, 31, 32, 33, 34, 63, 64, 65, 100])
    def test_nested_calls(self, machine, depth):
        call_int = machine.symbols["call_int"]
        bind(machine, host_int=lambda n, b: n if n == 0 else 1 + machine.call(call_int, n - 1, b))
        assert machine.call(call_int, depth, 0) == depth
        assert machine.call(call_int, depth, 0) == depth, "the machine is as before"

    def test_nested_call_keeps_outer_state(self, machine):
        symbols = machine.symbols
        bind(machine, host_int=lambda s, i: s + machine.call(symbols["sum_to"], i))
        assert machine.call(symbols["host_loop"], 10) == sum(i * (i + 1) // 2 for i in range(11))

    @pytest.mark.parametrize("depth", [3, 40])
    def test_exception_passes_through_nested_calls(self, machine, depth):
        call_int = machine.symbols["call_int"]
        caught = []

        def nest(n, b):
            if n == 0:
                raise ValueError("bottom")
            try:
                return machine.call(call_int, n - 1, b)
            except ValueError:
                caught.append(n)
                raise

        bind(machine, host_int=nest)
        with pytest.raises(ValueError, match="bottom"):
            machine.call(call_int, depth, 0)
        assert caught == list(range(1, depth + 1))

    def test_handled_exception_of_a_nested_call(self, machine):
        call_int = machine.symbols["call_int"]

        def nest(n, b):
            if n == 0:
                raise ValueError
            try:
                machine.call(call_int, 0, b)
            except ValueError:
                return 77
            return 0

        bind(machine, host_int=nest)
        assert machine.call(call_int, 1, 0) == 77

    def test_missing_imports_are_named(self, machine):
        with pytest.raises(MachineError, match="host_int, host_mixed, host_small, host_void"):
            machine.bind_imports(IMPORTS, {})


class TestEntries:
    @pytest.mark.parametrize("depth", [0, 1, 50])
    def test_throw(self, machine, depth):
        machine.memory.write_u64(VM_ADDRESS + UNWIND_RESULT, 99)
        assert machine.call(machine.symbols["enter_throw"], VM_ADDRESS, depth) == 99
        assert machine.call(machine.symbols["enter_give"], VM_ADDRESS, 5) == 15

    def test_native_sp_is_restored(self, machine):
        machine.memory.write_u64(VM_ADDRESS + 64, 0x1234)
        machine.call(machine.symbols["enter_throw"], VM_ADDRESS, 3)
        assert machine.memory.read_u64(VM_ADDRESS + 64) == 0x1234
        machine.call(machine.symbols["enter_give"], VM_ADDRESS, 3)
        assert machine.memory.read_u64(VM_ADDRESS + 64) == 0x1234

    def test_throw_in_nested_entries(self, machine):
        machine.memory.write_u64(VM_ADDRESS + UNWIND_RESULT, 5)
        assert machine.call(machine.symbols["nested"], VM_ADDRESS, 4) == 1005

    def test_callee_saved_registers_survive(self, machine):
        machine.memory.write_u64(VM_ADDRESS + UNWIND_RESULT, 100)
        assert machine.call_f64(machine.symbols["survive"], VM_ADDRESS, 6, 1.25) == 144.5

    def test_nested_entry_through_a_host_function(self, machine):
        symbols = machine.symbols
        machine.memory.write_u64(VM_ADDRESS + UNWIND_RESULT, 3)
        bind(machine, host_int=lambda s, i: s + machine.call(symbols["enter_throw"], VM_ADDRESS, i))
        assert machine.call(symbols["host_loop"], 5) == 15


class TestCode:
    def test_enter_and_leave(self, machine):
        code = constant_code(machine.arch, machine.symbols["jit_leave"], 1234)
        machine.write_code(CODE_BASE, code)
        assert machine.memory.read_bytes(CODE_BASE, len(code)) == code
        assert machine.call(machine.symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE) == 1234

    def test_registers_and_frame(self, machine):
        """VM and BASE in their registers; the whole spill area may be written."""
        leave = machine.symbols["jit_leave"]
        last = JIT_FRAME_SIZE - 8
        if machine.arch is Arch.X64:
            code = bytes.fromhex("48891c24")  # mov [rsp], rbx
            code += b"\x48\x89\xac\x24" + struct.pack("<i", last)  # mov [rsp + last], rbp
            code += bytes.fromhex("488b0424")  # mov rax, [rsp]
            code += b"\x48\x2b\x84\x24" + struct.pack("<i", last)  # sub rax, [rsp + last]
            code += bytes.fromhex("4889e1 83e10f 4801c8")  # mov rcx,rsp; and ecx,15; add rax,rcx
            code += b"\xe9" + struct.pack("<i", leave - (CODE_BASE + len(code) + 5))
        else:
            code = words(0xF90003F3, 0xF90003F4 | last // 8 << 10)  # str x19,[sp]; str x20,[sp,l]
            code += words(0xF94003E0, 0xF94003E1 | last // 8 << 10)  # ldr x0,[sp]; ldr x1,[sp,l]
            code += words(
                0xCB010000, 0x910003E1, 0x92400C21, 0x8B010000
            )  # sub; mov x1,sp; and; add
            code += words(0x1400_0000 | (leave - CODE_BASE - len(code)) // 4 & 0x3FF_FFFF)
        machine.write_code(CODE_BASE, code)
        entered = machine.call(machine.symbols["jit_enter"], HEAP_BASE, VM_ADDRESS, CODE_BASE)
        assert entered == HEAP_BASE - VM_ADDRESS

    def test_rewritten_code_is_seen(self, machine):
        symbols = machine.symbols
        for value in (1, 2, 3, 40000):
            machine.write_code(CODE_BASE, constant_code(machine.arch, symbols["jit_leave"], value))
            for _ in range(3):
                result = machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE)
                assert result == value

    @pytest.mark.parametrize("start", [CODE_BASE, CODE_BASE + 4096 - 32])
    @pytest.mark.parametrize("length", [3, 200])
    def test_patch_inside_translated_code(self, machine, start, length):
        """One instruction in the middle of a block, or on its second page, is exchanged."""
        leave = machine.symbols["jit_leave"]
        if machine.arch is Arch.X64:
            zero, add = b"\x31\xc0", lambda amount: b"\x05" + struct.pack("<i", amount)
            jump = lambda at: b"\xe9" + struct.pack("<i", leave - (at + 5))  # noqa: E731
        else:
            zero, add = words(0xD280_0000), lambda amount: words(0x9100_0000 | amount << 10)
            jump = lambda at: words(0x1400_0000 | (leave - at) // 4 & 0x3FF_FFFF)  # noqa: E731
        code = zero + add(1) * length
        code += jump(start + len(code))
        machine.write_code(start, code)
        enter = (machine.symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, start)
        assert machine.call(*enter) == length
        for index in (length // 2, length - 1, 0):
            machine.write_code(start + len(zero) + index * len(add(1)), add(101))
            length += 100
            assert machine.call(*enter) == length

    def test_code_rewritten_by_a_host_call(self, machine):
        """Code that ran, then was patched while machine code waited, then runs again."""
        symbols = machine.symbols

        def rewrite(total, i):
            machine.write_code(CODE_BASE, constant_code(machine.arch, symbols["jit_leave"], i))
            return total + machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE)

        bind(machine, host_int=rewrite)
        assert machine.call(symbols["host_loop"], 10) == 55

    def test_throw_through_jit_code(self, machine):
        symbols = machine.symbols
        machine.memory.write_u64(VM_ADDRESS + UNWIND_RESULT, 31)
        target = symbols["throw_deep"]
        if machine.arch is Arch.X64:
            code = bytes.fromhex("4889df be04000000")  # mov rdi, rbx; mov esi, 4
            code += b"\xe8" + struct.pack("<i", target - (CODE_BASE + len(code) + 5))
        else:
            code = words(0xAA1303E0, 0xD2800081)  # mov x0, x19; mov x1, #4
            code += words(0x9400_0000 | (target - CODE_BASE - len(code)) // 4 & 0x3FF_FFFF)
        machine.write_code(CODE_BASE, code)
        assert machine.call(symbols["enter_jit"], VM_ADDRESS, CODE_BASE) == 31

    @pytest.mark.parametrize("address", [CODE_BASE - 4, HEAP_BASE, CODE_BASE + (64 << 20) - 2])
    def test_outside_code_memory(self, machine, address):
        with pytest.raises(MemoryFault):
            machine.write_code(address, b"1234")

    def test_interpreter(self, machine):
        """Handlers that end in a tail call of the next, some calling out in between."""
        bind(machine, host_int=lambda value, operand: value * 2 + operand)
        memory, symbols = machine.memory, machine.symbols
        for index, name in enumerate(OPCODES):
            memory.write_u64(DISPATCH_TABLES + 8 * index, symbols[name])
        add, loop, call, halt = range(4)
        # Backwards by four words: two instructions.
        program = [add, 3, loop, -2 & 0xFFFF_FFFF, call, 1, halt, 0]
        memory.write_bytes(HEAP_BASE, words(*program))
        base = HEAP_BASE + 4096
        count = 20000  # enough to overflow the stack if tail calls grew it by 1 KiB
        memory.write_u64(base, 0)
        memory.write_u64(base + 8, count)
        result = machine.call(symbols["interpret"], VM_ADDRESS, base, HEAP_BASE)
        assert result == count * 3 * 2 + 1


class TestMemory:
    def test_reset(self, machine):
        bind(machine)
        memory, symbols = machine.memory, machine.symbols
        machine.write_code(CODE_BASE, constant_code(machine.arch, symbols["jit_leave"], 5))
        machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE)
        for address in (VM_ADDRESS, HEAP_BASE, HEAP_BASE + (1 << 30), ARENA_BASE + ARENA_SIZE - 8):
            machine.call(symbols["store_to"], address, 0x1234)
            assert memory.read_u64(address) == 0x1234
        slot = memory.read_u64(IMPORT_TABLE)
        assert slot
        machine.reset()
        for address in (VM_ADDRESS, HEAP_BASE, HEAP_BASE + (1 << 30), ARENA_BASE + ARENA_SIZE - 8):
            assert memory.read_u64(address) == 0
            assert machine.call(symbols["load_from"], address) == 0
        assert memory.read_u64(IMPORT_TABLE) == slot
        assert memory.read_bytes(CODE_BASE, 16) == bytes(16)
        assert machine.call(symbols["call_int"], 1, 2) == 12
        machine.write_code(CODE_BASE, constant_code(machine.arch, symbols["jit_leave"], 6))
        assert machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE) == 6

    @pytest.mark.parametrize(
        ("kind", "value", "stored"),
        [
            ("u8", 255, b"\xff"),
            ("u16", 0x1234, b"\x34\x12"),
            ("u32", 0xFFFF_FFFE, b"\xfe\xff\xff\xff"),
            ("i32", -2, b"\xfe\xff\xff\xff"),
            ("u64", MINUS_ONE - 1, b"\xfe" + b"\xff" * 7),
            ("i64", -2, b"\xfe" + b"\xff" * 7),
            ("f64", -2.0, b"\0\0\0\0\0\0\0\xc0"),
        ],
    )
    @pytest.mark.parametrize("misalignment", [0, 1])
    def test_typed_access(self, machine, kind, value, stored, misalignment):
        memory, address = machine.memory, HEAP_BASE + misalignment
        getattr(memory, f"write_{kind}")(address, value)
        assert memory.read_bytes(address, len(stored)) == stored
        assert getattr(memory, f"read_{kind}")(address) == value
        assert memory.read_u8(address + len(stored)) == 0

    @pytest.mark.parametrize("kind", ["u8", "u16", "u32", "i32", "u64", "i64", "f64"])
    @pytest.mark.parametrize("address", [0, 8, ARENA_BASE - 8, ARENA_BASE + ARENA_SIZE, 1 << 60])
    def test_faults(self, machine, kind, address):
        with pytest.raises(MemoryFault) as read:
            getattr(machine.memory, f"read_{kind}")(address)
        assert read.value.address == address
        with pytest.raises(MemoryFault):
            getattr(machine.memory, f"write_{kind}")(address, 1)

    def test_access_across_the_end(self, machine):
        with pytest.raises(MemoryFault):
            machine.memory.read_u64(ARENA_BASE + ARENA_SIZE - 4)
        with pytest.raises(MemoryFault):
            machine.memory.write_bytes(ARENA_BASE + ARENA_SIZE - 2, b"123")

    @pytest.mark.parametrize("address", [IMAGE_BASE, CODE_BASE])
    def test_code_is_read_only_here(self, machine, address):
        machine.memory.read_u64(address)
        with pytest.raises(MemoryFault, match="write"):
            machine.memory.write_u64(address, 0)

    def test_strings(self, machine):
        machine.memory.write_bytes(HEAP_BASE + 4090, b"across a page\0")
        assert machine.memory.read_cstring(HEAP_BASE + 4090) == b"across a page"
        assert machine.memory.read_cstring(HEAP_BASE + 4103) == b""

    def test_view_is_live(self, machine):
        view = machine.memory.view(HEAP_BASE, 16)
        machine.call(machine.symbols["store_to"], HEAP_BASE + 8, 7)
        assert view[8] == 7


def in_child(action) -> int:
    """Run `action` in a forked child; its exit status (0 if it returned True)."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if action() else 2
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class TestFork:
    def test_child_is_separate(self, machine):
        """A forked child runs on, and neither its heap nor its code reach the parent."""
        bind(machine)
        symbols, leave = machine.symbols, machine.symbols["jit_leave"]
        machine.write_code(CODE_BASE, constant_code(machine.arch, leave, 1))
        machine.memory.write_u64(HEAP_BASE, 11)

        def child() -> bool:
            kept = machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE) == 1
            machine.write_code(CODE_BASE, constant_code(machine.arch, leave, 2))
            machine.call(symbols["store_to"], HEAP_BASE, 22)
            changed = machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE) == 2
            called = machine.call(symbols["call_int"], 1, 2) == 12
            return kept and changed and called and machine.memory.read_u64(HEAP_BASE) == 22

        assert in_child(child) == 0
        assert machine.memory.read_u64(HEAP_BASE) == 11
        assert machine.call(symbols["jit_enter"], VM_ADDRESS, HEAP_BASE, CODE_BASE) == 1


class TestNative:
    def test_one_per_process(self):
        first = NativeMachine()
        try:
            with pytest.raises(MachineError, match="one native machine per process"):
                NativeMachine()
            first.load_image(image_for(first.arch))
            assert first.call(first.symbols["add"], 1, 2) == 3
        finally:
            first.close()
        NativeMachine().close()

    def test_native_beside_emulated(self):
        native = NativeMachine()
        emulated = UnicornMachine(Arch.A64)
        try:
            for machine in (native, emulated):
                machine.load_image(image_for(machine.arch))
            native.memory.write_u64(HEAP_BASE, 1)
            assert emulated.memory.read_u64(HEAP_BASE) == 0
            assert native.call(native.symbols["add"], 1, 2) == 3
            assert emulated.call(emulated.symbols["add"], 3, 4) == 7
        finally:
            emulated.close()
            native.close()
