"""A machine emulated by Unicorn, for either architecture on any host.

Guest memory is host memory of this process mapped into the emulator, so Python sees the heap
through the same kind of views as natively. Calls in both directions go through a mailbox
(see `glue`). Unicorn 2 allows emulation to be started again inside a hook, but only some
levels deep; beyond that a host call first ends the emulation it came from and is resumed
afterwards, which costs more but has no limit of its own.
"""

import ctypes
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from unicorn import arm64_const, unicorn_const, x86_const
from unicorn.unicorn_py3 import unicorn as binding

from conformance.emulation import glue
from conformance.emulation.host_calls import argument_reader, host_function
from conformance.emulation.pages import DATA, PageFill
from conformance.jit_under_test.image.model import Image
from conformance.jit_under_test.machine import mapping as mm
from conformance.jit_under_test.machine.imports import (
    Binding,
    HostFunction,
    ImportSpec,
    Kind,
    Provider,
    resolve_imports,
    result_converter,
)
from conformance.jit_under_test.machine.memory import Memory, MemoryFault, Region
from conformance.jit_under_test.machine.protocol import Arch, MachineCrash, MachineError
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    CODE_BASE,
    CODE_SIZE,
    IMAGE_BASE,
    IMAGE_LIMIT,
    IMPORT_TABLE,
    STACK_BASE,
    STACK_SIZE,
    TRAP_BASE,
    TRAP_SIZE,
    TRAP_STRIDE,
)

_Uc: Final[Any] = binding.Uc  # its annotations don't cover its own constructor
_READ: Final = unicorn_const.UC_PROT_READ
_READ_WRITE: Final = _READ | unicorn_const.UC_PROT_WRITE
_READ_EXECUTE: Final = _READ | unicorn_const.UC_PROT_EXEC
_MASK64: Final = (1 << 64) - 1
_STACK_TOP: Final = STACK_BASE + STACK_SIZE - 4096  # room above for a caller that isn't there
_MAX_NESTED: Final = 32  # Unicorn allows 64; leave it half
_CODE_CALLBACK: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint32, ctypes.c_void_p
)
_FAULT_CALLBACK: Final = ctypes.CFUNCTYPE(
    ctypes.c_bool,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_uint64,
    ctypes.c_int,
    ctypes.c_int64,
    ctypes.c_void_p,
)
# A hook on faults makes stores slow wherever it holds, so it leaves out the data regions.
_NOT_DATA: Final = tuple(
    zip((0, *(end for _, end in DATA)), (*(start - 1 for start, _ in DATA), _MASK64), strict=True)
)

_REGISTERS: Final[Mapping[Arch, Mapping[str, int]]] = {
    Arch.X64: {
        name: getattr(x86_const, f"UC_X86_REG_{name.upper()}")
        for name in (
            *("rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp"),
            *(f"r{number}" for number in range(8, 16)),
            "rip",
        )
    },
    Arch.A64: {
        name: getattr(arm64_const, f"UC_ARM64_REG_{name.upper()}")
        for name in [*(f"x{i}" for i in range(31)), "sp", "pc"]
    },
}
_STACK_POINTER: Final = {Arch.X64: "rsp", Arch.A64: "sp"}
_PROGRAM_COUNTER: Final = {Arch.X64: "rip", Arch.A64: "pc"}


def _open(arch: Arch) -> Any:
    """A Unicorn whose processor has just what the image and the backends may use."""
    if arch is Arch.X64:  # Nehalem is x86-64-v2
        engine = _Uc(
            unicorn_const.UC_ARCH_X86, unicorn_const.UC_MODE_64, x86_const.UC_CPU_X86_NEHALEM
        )
        engine.ctl_set_tlb_mode(unicorn_const.UC_TLB_VIRTUAL)
        # CR4.OSFXSR and OSXMMEXCPT: SSE instructions are undefined without
        control = engine.reg_read(x86_const.UC_X86_REG_CR4)
        engine.reg_write(x86_const.UC_X86_REG_CR4, control | 1 << 9 | 1 << 10)
        return engine
    engine = _Uc(  # Cortex-A57 is ARMv8.0
        unicorn_const.UC_ARCH_ARM64, unicorn_const.UC_MODE_ARM, arm64_const.UC_CPU_ARM64_A57
    )
    engine.ctl_set_tlb_mode(unicorn_const.UC_TLB_VIRTUAL)
    # CPACR_EL1.FPEN: no trap for floating point and vector instructions
    engine.reg_write(arm64_const.UC_ARM64_REG_CPACR_EL1, 3 << 20)
    return engine


class UnicornMachine:
    """An emulated machine; see `Machine` for the methods.

    Any number may exist in a process. Not for use from several threads at once.
    """

    def __init__(self, arch: Arch) -> None:
        self.arch = arch
        self._engine: Any = _open(arch)
        self._library = binding.uclib
        self._handle = self._engine._uch
        self._glue = glue.make_glue(arch)
        self._regions: list[Region] = []
        self._symbols: Mapping[str, int] = {}
        self._image: Image | None = None
        self._import_slots: list[int] = []
        self._handlers: dict[int, Callable[[], None]] = {}
        self._pending: BaseException | None = None
        self._stop_for: Callable[[], None] | None = None
        self._fault: int | None = None
        self._depth = 0
        self._code_used = 0
        self._map("arena", ARENA_BASE, ARENA_SIZE, _READ_WRITE)
        self._map("stack", STACK_BASE, STACK_SIZE, _READ_WRITE)
        self._code_host = self._map("code", CODE_BASE, CODE_SIZE, _READ_EXECUTE).host
        self._map("image", IMAGE_BASE, IMAGE_LIMIT, _READ_EXECUTE)
        traps = self._map("traps", TRAP_BASE, glue.MAILBOX - TRAP_BASE, _READ_EXECUTE)
        box = self._map("mailbox", glue.MAILBOX, TRAP_BASE + TRAP_SIZE - glue.MAILBOX, _READ_WRITE)
        ctypes.memmove(traps.host, self._glue.code, len(self._glue.code))
        self.memory = Memory(self._regions)
        self._mailbox = box.view
        self._cells = self._mailbox.cast("Q")
        self._float_cells = self._mailbox.cast("d")
        self._add_hooks()
        self._reset_stack()

    def _map(self, name: str, base: int, size: int, permissions: int) -> Region:
        try:
            host = mm.reserve(size)
        except OSError as error:
            raise MachineError(f"no room for the {name} of an emulated machine: {error}") from error
        region = Region(name, base, size, host, writable=bool(permissions & _READ_WRITE & ~_READ))
        self._regions.append(region)
        self._engine.mem_map_ptr(base, size, permissions, host)
        return region

    def _add_hooks(self) -> None:
        # Straight to the library: the binding's wrappers would double a host call's cost.
        gate = self._glue.hook
        everywhere = (1, 0)
        self._page_fill = PageFill()
        at_fault = _FAULT_CALLBACK(self._at_fault)
        hooks = [
            (unicorn_const.UC_HOOK_CODE, _CODE_CALLBACK(self._at_gate), (gate, gate)),
            (unicorn_const.UC_HOOK_TLB_FILL, self._page_fill.callback, everywhere),
            *((unicorn_const.UC_HOOK_MEM_INVALID, at_fault, r) for r in _NOT_DATA),
        ]
        self._callbacks = [callback for _, callback, _ in hooks]  # kept alive
        for kind, callback, (first, last) in hooks:
            handle = ctypes.c_size_t()
            status = self._library.uc_hook_add(
                self._handle,
                ctypes.byref(handle),
                kind,
                callback,
                ctypes.c_void_p(0),
                ctypes.c_uint64(first),
                ctypes.c_uint64(last),
            )
            if status:
                raise MachineError(f"Unicorn refuses a hook: error {status}")

    def _reset_stack(self) -> None:
        self._write_register(_STACK_POINTER[self.arch], _STACK_TOP)

    def _read_register(self, name: str) -> int:
        value: int = self._engine.reg_read(_REGISTERS[self.arch][name])
        return value

    def _write_register(self, name: str, value: int) -> None:
        self._engine.reg_write(_REGISTERS[self.arch][name], value)

    @property
    def symbols(self) -> Mapping[str, int]:
        """Addresses of the loaded image's symbols."""
        return self._symbols

    def _region(self, name: str) -> Region:
        return next(region for region in self._regions if region.name == name)

    def load_image(self, image: Image) -> None:
        """Copy the image in. Raises MachineError if it's for another architecture.

        The guest cannot write to it, so to load the same one again is free.
        """
        if image is self._image:
            return
        if image.arch is not self.arch:
            raise MachineError(f"{image.arch.value} image on a {self.arch.value} machine")
        if len(image.data) > IMAGE_LIMIT:
            raise MachineError(f"image of {len(image.data)} bytes; the limit is {IMAGE_LIMIT}")
        region = self._region("image")
        mm.advise_memory(region.host, region.size, mm.MADV_DONTNEED)
        ctypes.memmove(region.host, bytes(image.data), len(image.data))
        self._engine.ctl_remove_cache(IMAGE_BASE, IMAGE_BASE + IMAGE_LIMIT)
        self._symbols = dict(image.symbols)
        self._image = image

    def bind_imports(
        self, imports: Sequence[ImportSpec], providers: Mapping[str, Provider]
    ) -> None:
        """Fill the import table with trap addresses and remember what each trap does."""
        bindings = resolve_imports(imports, providers)
        self._handlers = {bound.slot: self._make_handler(bound) for bound in bindings}
        self._import_slots = [bound.slot for bound in bindings]
        self._fill_import_table()

    def _fill_import_table(self) -> None:
        for slot in self._import_slots:
            self.memory.write_u64(IMPORT_TABLE + 8 * slot, TRAP_BASE + TRAP_STRIDE * slot)

    def _make_handler(self, bound: Binding) -> Callable[[], None]:
        """A function that does one host call: mailbox to mailbox."""
        spec, target = bound.spec, bound.target
        read = argument_reader(spec, self._mailbox, self.arch)
        function = host_function(spec, target, self.memory)
        failure = target.failure if isinstance(target, HostFunction) else -1
        position = glue.RESULT // 8
        cells, float_cells = self._cells, self._float_cells
        kind = spec.result

        convert = result_converter(kind)

        def store(result: Any) -> None:
            if kind is Kind.F64:
                float_cells[position] = convert(result)
            elif kind is not Kind.VOID:
                cells[position] = convert(result) & _MASK64

        def handle() -> None:
            try:
                store(function(*read()))
            except BaseException as error:  # raised again when the call returns
                if self._pending is None:
                    self._pending = error
                if isinstance(error, MachineCrash):
                    self._engine.emu_stop()
                store(failure)

        return handle

    def _at_gate(self, handle: int, address: int, size: int, data: int) -> None:
        handler = self._handlers[self._cells[glue.INDEX // 8]]
        if self._depth < _MAX_NESTED:
            handler()
        else:
            self._stop_for = handler
            self._library.uc_emu_stop(self._handle)

    def _at_fault(
        self, handle: int, access: int, address: int, size: int, value: int, data: int
    ) -> bool:
        self._fault = address
        return False

    def _refuse_closed(self) -> None:
        if self._engine is None:
            raise MachineError("the machine is closed")

    def call(self, address: int, *args: int) -> int:
        """Call a C-ABI function with integers; its result as an unsigned 64-bit integer."""
        self._refuse_closed()
        if len(args) > 6:
            raise MachineError(f"call with {len(args)} arguments; at most 6 are allowed")
        cells = self._cells
        for position, value in enumerate(args):
            cells[position] = value & _MASK64
        self._run(address)
        return cells[glue.RETURNED // 8]

    def function(self, address: int, parameters: int) -> Callable[..., int]:
        """`call` of one address: emulation costs more than anything that could be spared."""
        return partial(self.call, address)

    def call_f64(self, address: int, *args: int | float) -> float:
        """Call a C-ABI function of integers and floats that returns a double."""
        self._refuse_closed()
        integers = [arg for arg in args if isinstance(arg, int)]
        floats = [arg for arg in args if not isinstance(arg, int)]
        for position, value in enumerate(integers):
            self._cells[position] = value & _MASK64
        for position, number in enumerate(floats):
            self._float_cells[glue.FLOATS // 8 + position] = number
        self._run(address)
        return self._float_cells[glue.RETURNED_F64 // 8]

    def _run(self, address: int) -> None:
        """Call through the door; results are in the mailbox afterwards."""
        self._cells[glue.TARGET // 8] = address
        outer, self._pending = self._pending, None
        # Only a crash leaves the stack pointer elsewhere than it was.
        stack = self._read_register(_STACK_POINTER[self.arch]) if self._depth else _STACK_TOP
        self._depth += 1
        try:
            self._emulate(self._glue.door)
            while self._stop_for is not None:
                handler, self._stop_for = self._stop_for, None
                handler()
                if isinstance(self._pending, MachineCrash):
                    break
                self._emulate(self._glue.resume)
        except MachineCrash:
            self._write_register(_STACK_POINTER[self.arch], stack)
            raise
        finally:
            self._depth -= 1
            error, self._pending = self._pending, outer
        if error is not None:
            if isinstance(error, MachineCrash):
                self._write_register(_STACK_POINTER[self.arch], stack)
            raise error

    def _emulate(self, start: int) -> None:
        self._fault = None
        status = self._library.uc_emu_start(self._handle, start, self._glue.exit, 0, 0)
        if status:
            raise self._crash(status)

    def _crash(self, status: int) -> MachineCrash:
        reason = self._library.uc_strerror(status).decode()
        registers = {name: self._read_register(name) for name in _REGISTERS[self.arch]}
        pc = registers[_PROGRAM_COUNTER[self.arch]]
        if any(start <= pc < end for start, end in DATA):
            return MachineCrash("Execution of data", pc, registers, pc)
        return MachineCrash(reason, pc, registers, self._fault)

    def write_code(self, address: int, data: bytes) -> None:
        """Write code memory and forget translations of it. Raises MemoryFault outside it."""
        offset = address - CODE_BASE
        end = offset + len(data)
        if offset < 0 or end > CODE_SIZE or not self._regions:
            raise MemoryFault(address, len(data), "code write")
        ctypes.memmove(self._code_host + offset, data, len(data))
        self._code_used = max(self._code_used, end)
        self._engine.ctl_remove_cache(address, address + len(data))

    def reset(self) -> None:
        """Arena and code memory back to zeros; the import table is filled again."""
        mm.advise_memory(self._region("arena").host, ARENA_SIZE, mm.MADV_DONTNEED)
        if self._code_used:
            mm.advise_memory(self._code_host, CODE_SIZE, mm.MADV_DONTNEED)
            self._engine.ctl_remove_cache(CODE_BASE, CODE_BASE + self._code_used)
            self._code_used = 0
        self._reset_stack()
        self._fill_import_table()

    def close(self) -> None:
        """Close the emulator and unmap everything. Calling it twice does no harm."""
        if not self._regions:
            return
        self.memory.close()
        # The engine closes with its last reference. (Unmapping first would take it ten
        # seconds: it walks the arena page by page.)
        self._engine = None
        self._page_fill.close()
        for region in self._regions:
            mm.unmap_memory(region.host, region.size)
        self._regions = []
        self._handlers = {}
