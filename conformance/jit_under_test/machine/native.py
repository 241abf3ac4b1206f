"""The machine that is this process: fixed-address mmaps, ctypes calls and callbacks."""

import ctypes
import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from conformance.jit_under_test.image.model import Image
from conformance.jit_under_test.machine import mapping as mm
from conformance.jit_under_test.machine.imports import (
    CTYPES,
    Binding,
    HostFunction,
    ImportSpec,
    LibraryFunction,
    Provider,
    resolve_imports,
    result_converter,
)
from conformance.jit_under_test.machine.memory import Memory, MemoryFault, Region
from conformance.jit_under_test.machine.protocol import MachineError, host_arch
from conformance.jit_under_test.runtime.memory_map import (
    ARENA_BASE,
    ARENA_SIZE,
    CODE_BASE,
    CODE_SIZE,
    IMAGE_BASE,
    IMAGE_LIMIT,
    IMPORT_TABLE,
)

_READ_WRITE: Final = mm.PROT_READ | mm.PROT_WRITE
_READ_EXECUTE: Final = mm.PROT_READ | mm.PROT_EXEC
_RESERVED: Final = mm.MAP_PRIVATE | mm.MAP_ANONYMOUS | mm.MAP_NORESERVE | mm.MAP_FIXED_NOREPLACE


class NativeMachine:
    """Guest memory at its own addresses in this process; see `Machine` for the methods.

    The addresses are fixed, so a process has at most one at a time. A forked child gets its
    own code memory (it's a shared mapping, so it would otherwise write into its parent's);
    the parent must not write code while a fork is under way in another thread.
    """

    def __init__(self) -> None:
        arch = host_arch()
        if arch is None:
            raise MachineError(f"no native backend for this host: {os.uname().machine}")
        self.arch = arch
        self._mapped: list[tuple[int, int]] = []
        self._symbols: Mapping[str, int] = {}
        self._bindings: list[Binding] = []
        self._callbacks: list[Any] = []
        self._addresses: list[tuple[int, int]] = []
        self._functions: dict[tuple[int, int], Callable[..., int]] = {}
        self._pending: BaseException | None = None
        self._code_used = 0
        try:
            self._reserve(IMAGE_BASE, IMAGE_LIMIT, mm.PROT_READ)
            self._reserve(ARENA_BASE, ARENA_SIZE, _READ_WRITE)
            self._code_alias = self._map_code(mm.MAP_FIXED_NOREPLACE)
        except OSError as error:
            self._unmap()
            raise MachineError(
                f"{error} (one native machine per process: is another one open?)"
            ) from error
        self.memory = Memory(
            [
                Region("arena", ARENA_BASE, ARENA_SIZE, ARENA_BASE, writable=True),
                Region("code", CODE_BASE, CODE_SIZE, CODE_BASE, writable=False),
                Region("image", IMAGE_BASE, IMAGE_LIMIT, IMAGE_BASE, writable=False),
            ]
        )
        reference = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _refresh(reference))

    def _reserve(self, address: int, size: int, protection: int) -> None:
        mm.map_memory(size, protection, _RESERVED, address)
        self._mapped.append((address, size))

    def _map_code(self, fixed: int) -> int:
        """Map a new memfd twice; the host address of the writable alias."""
        fd = os.memfd_create("moondiff-code", os.MFD_CLOEXEC)
        try:
            os.ftruncate(fd, CODE_SIZE)
            mm.map_memory(CODE_SIZE, _READ_EXECUTE, mm.MAP_SHARED | fixed, CODE_BASE, fd)
            if (CODE_BASE, CODE_SIZE) not in self._mapped:
                self._mapped.append((CODE_BASE, CODE_SIZE))
            alias = mm.map_memory(CODE_SIZE, _READ_WRITE, mm.MAP_SHARED, 0, fd)
            self._mapped.append((alias, CODE_SIZE))
            return alias
        finally:
            os.close(fd)

    def own_code_memory(self) -> None:
        """Stop sharing code memory with the process this one was forked from."""
        if not self._mapped:
            return
        used = ctypes.string_at(self._code_alias, self._code_used)
        shared = self._code_alias
        mm.unmap_memory(shared, CODE_SIZE)
        self._mapped.remove((shared, CODE_SIZE))
        self._code_alias = self._map_code(mm.MAP_FIXED)
        ctypes.memmove(self._code_alias, used, len(used))

    @property
    def symbols(self) -> Mapping[str, int]:
        """Addresses of the loaded image's symbols."""
        return self._symbols

    def load_image(self, image: Image) -> None:
        """Map the image read+execute. Raises MachineError if it's for another architecture."""
        if image.arch is not self.arch:
            raise MachineError(f"{image.arch.value} image on a {self.arch.value} machine")
        size = mm.round_to_pages(len(image.data))
        if size > IMAGE_LIMIT:
            raise MachineError(f"image of {size} bytes; the limit is {IMAGE_LIMIT}")
        mm.protect_memory(IMAGE_BASE, size, _READ_WRITE)
        ctypes.memset(IMAGE_BASE, 0, size)
        ctypes.memmove(IMAGE_BASE, bytes(image.data), len(image.data))
        mm.protect_memory(IMAGE_BASE, size, _READ_EXECUTE)
        mm.protect_memory(IMAGE_BASE + size, IMAGE_LIMIT - size, mm.PROT_READ)
        self._symbols = dict(image.symbols)

    def bind_imports(
        self, imports: Sequence[ImportSpec], providers: Mapping[str, Provider]
    ) -> None:
        """Fill the import table with library addresses and callbacks."""
        self._bindings = resolve_imports(imports, providers)
        self._callbacks = []
        self._addresses = []
        for binding in self._bindings:
            if isinstance(binding.target, LibraryFunction):
                address = binding.target.address
            else:
                callback = self._make_callback(binding.spec, binding.target)
                self._callbacks.append(callback)
                address = ctypes.cast(callback, ctypes.c_void_p).value or 0
            self._addresses.append((binding.slot, address))
        self._fill_import_table()

    def _fill_import_table(self) -> None:
        for slot, address in self._addresses:
            self.memory.write_u64(IMPORT_TABLE + 8 * slot, address)

    def _make_callback(self, spec: ImportSpec, host: HostFunction) -> Any:
        function = host.function
        convert = result_converter(spec.result)
        failure = convert(host.failure)

        def guarded(*args: Any) -> Any:
            try:
                return convert(function(*args))
            except BaseException as error:  # even KeyboardInterrupt: it's raised after the call
                if self._pending is None:
                    self._pending = error
                return failure

        parameters = [CTYPES[kind] for kind in spec.parameters]
        return ctypes.CFUNCTYPE(CTYPES[spec.result], *parameters)(guarded)

    def _entry(self, address: int, parameters: int) -> Callable[..., int]:
        """The C-ABI function at an address, for ctypes to call."""
        key = (address, parameters)
        function = self._functions.get(key)
        if function is None:
            if not self._mapped:
                raise MachineError("the machine is closed")
            if parameters > 6:
                raise MachineError(f"call with {parameters} arguments; at most 6 are allowed")
            prototype = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * parameters)
            function = self._functions[key] = prototype(address)
        return function

    def function(self, address: int, parameters: int) -> Callable[..., int]:
        """A callable for one address, which only looks for what host functions raised."""
        entry = self._entry(address, parameters)

        def call(*args: int) -> int:
            if self._pending is not None:  # an outer call's, which would hide one of this call
                return self.call(address, *args)
            result = entry(*args)
            error = self._pending
            if error is not None:
                self._pending = None
                raise error
            return result

        return call

    def call(self, address: int, *args: int) -> int:
        """Call a C-ABI function with integers; its result as an unsigned 64-bit integer."""
        function = self._entry(address, len(args))
        outer, self._pending = self._pending, None
        try:
            result = function(*args)
        finally:
            error, self._pending = self._pending, outer
        if error is not None:
            raise error
        return result

    def call_f64(self, address: int, *args: int | float) -> float:
        """Call a C-ABI function of integers and floats that returns a double."""
        kinds = [ctypes.c_double if isinstance(arg, float) else ctypes.c_uint64 for arg in args]
        outer, self._pending = self._pending, None
        try:
            result: float = ctypes.CFUNCTYPE(ctypes.c_double, *kinds)(address)(*args)
        finally:
            error, self._pending = self._pending, outer
        if error is not None:
            raise error
        return result

    def write_code(self, address: int, data: bytes) -> None:
        """Write through the writable alias of code memory. Raises MemoryFault outside it."""
        offset = address - CODE_BASE
        end = offset + len(data)
        if offset < 0 or end > CODE_SIZE or not self._mapped:
            raise MemoryFault(address, len(data), "code write")
        ctypes.memmove(self._code_alias + offset, data, len(data))
        self._code_used = max(self._code_used, end)
        mm.flush_instruction_cache(address, address + len(data))

    def reset(self) -> None:
        """Arena and code memory back to zeros; the import table is filled again."""
        mm.advise_memory(ARENA_BASE, ARENA_SIZE, mm.MADV_DONTNEED)
        ctypes.memset(self._code_alias, 0, self._code_used)
        self._code_used = 0
        self._fill_import_table()

    def close(self) -> None:
        """Unmap everything. Calling it twice does no harm."""
        self.memory.close()
        self._functions.clear()
        self._unmap()

    def _unmap(self) -> None:
        while self._mapped:
            mm.unmap_memory(*self._mapped.pop())


def _refresh(reference: "weakref.ref[NativeMachine]") -> None:
    machine = reference()
    if machine is not None:
        machine.own_code_memory()
