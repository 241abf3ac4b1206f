"""Machine code against the evaluator: one fragment runs as both over equal memory.

Both must leave by the same exit and leave every word of the world the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Protocol

from conformance.jit_under_test.backends.protocol import (
    EXIT_DESCRIPTOR_SIZE,
    EXIT_DIRECT_OFFSET,
    Backend,
    CompiledFragment,
    fragment_symbol,
)
from conformance.jit_under_test.image.compiler import build_image
from conformance.jit_under_test.image.model import Image, ImageSource
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.evaluator import Evaluator, Outcome
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.text import format_fragment, parse_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import verify
from conformance.jit_under_test.kernel.lowering import lower
from conformance.jit_under_test.machine.imports import ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch, Machine
from conformance.jit_under_test.runtime import exits
from conformance.jit_under_test.runtime.exits import ExitDescriptor
from conformance.jit_under_test.runtime.memory_map import (
    CODE_BASE,
    EXIT_TABLE,
    FRAGMENT_TABLE,
    IMPORT_TABLE,
)
from conformance.jit_under_test.runtime.stubs import stubs
from conformance.oracles.fragment_world import (
    COPY_TABLE,
    KERNELS,
    LAYOUT,
    LINK_TARGET,
    NEW_TABLE,
    PROBE,
    VM,
    Kernel,
    Prepare,
    contents,
    differences,
    nothing,
    push_frames,
    restore,
)

FIRST_EXIT_ID: Final = 5
EXIT_ID_STEP: Final = 3
MOST_EXITS: Final = 400
LINKED: Final = 0xBEEF
"""What the probe for linked fragments returns."""

_KINDS: Final = {IRType.NUM: Kind.F64, IRType.INT: Kind.I64, IRType.NONE: Kind.VOID}


class Disagreement(AssertionError):
    """Machine code and evaluator do not agree. `kind` names what differs first."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind = kind
        super().__init__(f"{kind}: {detail}")


class Probes(Protocol):
    """Code of one architecture that only these runs need."""

    def leave(self, address: int, jit_leave: int) -> bytes:
        """Store BASE to PROBE, then jump to `jit_leave` with the result register kept."""

    def linked(self, address: int, leave: int) -> bytes:
        """Put LINKED into the result register and jump to the leave probe."""

    def thunk(self, address: int, slot: int) -> bytes:
        """Call the function whose address is at `slot`, then overwrite every register that a
        C function may destroy, but for the results."""


@cache
def _exit_image(arch: Arch) -> Image:
    """The stubs, and the kernel that restores exits."""
    lowered = lower([exits], arch)
    unwind = "define i64 @vm_unwind(ptr %vm) {\n  ret i64 0\n}\n"
    text = _without_declarations(str(lowered.module)) + unwind + _ALLOCATORS
    return build_image(ImageSource(text, stubs(arch, 0)), arch)


def _allocator(slot: int, kernel: Kernel) -> str:
    """A function that calls the kernel of the world in its place, as fragments do."""
    types = {IRType.INT: "i64", IRType.TAB: "ptr"}
    names = [f"{types[ty]} %a{k}" for k, ty in enumerate(kernel.call.args)]
    arguments = ", ".join(["ptr %vm", *names])
    return (
        f"define i64 @{kernel.call.name}({arguments}) {{\n"
        f"  %f = load ptr, ptr inttoptr (i64 {IMPORT_TABLE + 8 * slot} to ptr)\n"
        f"  %r = call i64 %f({arguments})\n  ret i64 %r\n}}\n"
    )


_ALLOCATORS: Final = _allocator(0, NEW_TABLE) + _allocator(1, COPY_TABLE)


def _without_declarations(module: str) -> str:
    """LLVM text without the declarations of the functions that `_ALLOCATORS` defines."""
    names = [f'@"{kernel.call.name}"' for kernel in (NEW_TABLE, COPY_TABLE)]
    lines = module.splitlines(keepends=True)
    declared = [line for line in lines if line.startswith("declare")]
    gone = {line for line in declared if any(name in line for name in names)}
    return "".join(line for line in lines if line not in gone)


class Harness:
    """One backend on one machine."""

    def __init__(
        self,
        machine: Machine,
        backend: Backend,
        probes: Probes,
        kernels: Sequence[Kernel] = KERNELS,
    ) -> None:
        self.machine = machine
        self.memory: Any = machine.memory
        self.backend = backend
        self.kernels = {kernel.call.name: kernel for kernel in kernels}
        self.symbols: dict[str, int] = {}
        self.code = CODE_BASE
        image = _exit_image(machine.arch)
        machine.load_image(image)
        self.symbols.update(image.symbols)
        self._bind(kernels, probes)
        self.leave = self.place(probes.leave(self.code, self.symbols["jit_leave"]))
        linked = self.place(probes.linked(self.code, self.leave))
        self.symbols[fragment_symbol(LINK_TARGET)] = linked
        self.memory.write_u64(FRAGMENT_TABLE, self.leave)
        self.memory.write_u64(FRAGMENT_TABLE + 8 * LINK_TARGET, linked)
        for exit_id in range(FIRST_EXIT_ID + MOST_EXITS * EXIT_ID_STEP):
            descriptor = EXIT_TABLE + EXIT_DESCRIPTOR_SIZE * exit_id
            self.memory.write_u64(descriptor, self.leave)
            self.memory.write_u64(descriptor + EXIT_DIRECT_OFFSET, self.symbols["jit_exit"])
        self.start = self.code

    def _bind(self, kernels: Sequence[Kernel], probes: Probes) -> None:
        specs, providers = [], {}
        for slot, kernel in enumerate(kernels):
            call = kernel.call
            types = [*([Kind.U64] if call.needs_vm else [])]
            types += [_KINDS.get(ty, Kind.U64) for ty in call.args]
            specs.append(ImportSpec(call.name, tuple(types), _KINDS.get(call.result, Kind.U64)))
            providers[call.name] = self._provider(kernel)
            thunk = probes.thunk(self.code, IMPORT_TABLE + 8 * slot)
            self.symbols[call.name] = self.place(thunk)
        self.machine.bind_imports(specs, providers)

    def _provider(self, kernel: Kernel) -> Callable[..., Any]:
        return lambda *args: kernel.function(self.memory, *args)

    def place(self, code: bytes) -> int:
        """Write code behind what is there; its address."""
        address = self.code
        self.machine.write_code(address, code)
        self.code = (address + len(code) + 15) & ~15
        return address

    @property
    def calls(self) -> Mapping[str, KernelCall]:
        """The table of kernels for the parser."""
        return {name: kernel.call for name, kernel in self.kernels.items()}

    def parse(self, text: str) -> Fragment:
        """A verified fragment from its text."""
        fragment = parse_fragment(text, LAYOUT.fields, self.calls)
        verify(fragment)
        return fragment

    def compile(self, fragment: Fragment) -> CompiledFragment:
        """Compile a fragment behind the stubs and put it there."""
        exit_ids = [FIRST_EXIT_ID + EXIT_ID_STEP * k for k in range(len(fragment.snapshots))]
        compiled = self.backend.compile(fragment, self.start, self.symbols, exit_ids)
        self.machine.write_code(compiled.address, compiled.code)
        return compiled

    def check(
        self,
        fragment: Fragment | str,
        prepare: Prepare = nothing,
        compiled: CompiledFragment | None = None,
    ) -> int | None:
        """Run as machine code and in the evaluator over equal memory; both must agree.

        Returns the index of the snapshot that was left by, None if the end linked elsewhere.
        Raises Disagreement.
        """
        if isinstance(fragment, str):
            fragment = self.parse(fragment)
        memory = self.memory
        left_by = self.run(fragment, prepare, compiled)
        base = memory.read_u64(PROBE)
        after = contents(memory)
        outcome = self.evaluate(fragment, prepare)
        expected = None if outcome.target == LINK_TARGET else outcome.snapshot
        _agree("exit", left_by == expected, f"exit {left_by}, should be {expected}", fragment)
        shown = f"BASE {base:#x}, should be {outcome.base:#x}"
        _agree("base", base == outcome.base, shown, fragment)
        differing = differences(after, contents(memory))
        _agree("memory", not differing, "\n".join(differing), fragment)
        return left_by

    def run(
        self,
        fragment: Fragment,
        prepare: Prepare = nothing,
        compiled: CompiledFragment | None = None,
    ) -> int | None:
        """Run as machine code only; the snapshot's index as of `check`, BASE is in PROBE."""
        memory = self.memory
        if compiled is None:
            compiled = self.compile(fragment)
        restore(memory, prepare)
        memory.write_u64(PROBE, 0)
        self.set_records(compiled)
        entry = compiled.address + compiled.entry
        base = push_frames(memory, fragment)
        result = self.machine.call(self.symbols["jit_enter"], VM, base, entry)
        if result == LINKED:
            return None
        left_by, rest = divmod(result - FIRST_EXIT_ID, EXIT_ID_STEP)
        _agree("result", rest == 0, f"result {result:#x} is no exit", fragment)
        return left_by

    def set_records(self, compiled: CompiledFragment, first_exit: int = 0) -> None:
        """Tell the exits' descriptors of their records."""
        for index, offset in compiled.exit_records.items():
            record = self.descriptor(first_exit + index) + ExitDescriptor.offset("record")
            self.memory.write_u64(record, compiled.address + offset)

    def descriptor(self, exit_: int) -> int:
        """The address of an exit's descriptor."""
        return EXIT_TABLE + EXIT_DESCRIPTOR_SIZE * (FIRST_EXIT_ID + EXIT_ID_STEP * exit_)

    def evaluate(self, fragment: Fragment, prepare: Prepare = nothing) -> Outcome:
        """Run in the evaluator only, from the world as it is before a run."""
        memory = self.memory
        restore(memory, prepare)
        base = push_frames(memory, fragment)
        return Evaluator(memory, LAYOUT, self._run_kernel).run(fragment, VM, base)

    def _run_kernel(self, call: KernelCall, args: list[Any]) -> Any:
        return self.kernels[call.name].function(self.memory, *args)


def _agree(kind: str, fine: bool, detail: str, fragment: Fragment) -> None:
    if not fine:
        raise Disagreement(kind, f"{detail}\n{format_fragment(fragment)}")
