"""Compile kernel source for the host and call it through ctypes."""

import ctypes
import importlib.util
import itertools
import sys
from functools import cached_property
from pathlib import Path

import llvmlite.binding as llvm

from conformance.jit_under_test.kernel.lowering import lower
from conformance.jit_under_test.kernel.types import BOOL, NONE, IntType, f64

PRELUDE = "from conformance.jit_under_test.kernel import *\n"
PRELUDE_LINES = PRELUDE.count("\n")
_numbers = itertools.count()


def load_source(folder: Path, text: str):
    """Import kernel source, with every name of the kernel language already imported."""
    name = f"kernel_source_{next(_numbers)}"
    path = folder / f"{name}.py"
    path.write_text(PRELUDE + text)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def ctype(kind):
    """The ctypes type of a kernel type; addresses are plain integers."""
    if isinstance(kind, IntType):
        return getattr(ctypes, f"c_{'' if kind.signed else 'u'}int{kind.bits}")
    return {f64: ctypes.c_double, BOOL: ctypes.c_bool, NONE: None}.get(kind, ctypes.c_uint64)


class Native:
    """Kernel modules compiled for this machine at O2.

    `imports` gives a ctypes function for each import name.
    """

    def __init__(self, *modules, imports=None):
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        self.table = (ctypes.c_uint64 * 64)()
        self.lowered = lower(modules, import_table=ctypes.addressof(self.table))
        self.imports = imports or {}
        for name, slot in self.lowered.imports.items():
            self.table[slot] = ctypes.cast(self.imports[name], ctypes.c_void_p).value
        self.kernels = {
            source.declaration.symbol: source.declaration for source in self.lowered.program.kernels
        }

    @cached_property
    def optimised(self):
        module = llvm.parse_assembly(str(self.lowered.module))
        module.verify()
        machine = llvm.Target.from_default_triple().create_target_machine(
            cpu=llvm.get_host_cpu_name(), opt=2, jit=True
        )
        builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(2))
        builder.getModulePassManager().run(module, builder)
        return module, machine

    @cached_property
    def engine(self):
        engine = llvm.create_mcjit_compiler(*self.optimised)
        engine.finalize_object()
        return engine

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        kernel = self.kernels[name]
        kinds = [ctype(parameter.type) for parameter in kernel.parameters]
        prototype = ctypes.CFUNCTYPE(ctype(kernel.result), *kinds)
        function = prototype(self.engine.get_function_address(name))
        setattr(self, name, function)
        return function


class HostMemory:
    """The reads and writes that struct views make, on this process's memory."""

    def __getattr__(self, name):
        way, _, width = name.partition("_")
        kind = ctypes.c_double if width == "f64" else getattr(ctypes, f"c_uint{width[1:]}")
        if way == "read":
            return lambda address: kind.from_address(address).value
        return lambda address, value: setattr(kind.from_address(address), "value", value)
