"""Whole programs: imports, several modules, attributes, both architectures."""

import ctypes
import ctypes.util
import subprocess
import sys

import llvmlite.binding as llvm
import pytest

from conformance.jit_under_test.kernel.__main__ import main
from conformance.jit_under_test.kernel.lowering import lower
from conformance.jit_under_test.kernel.program import collect
from conformance.jit_under_test.kernel.types import f64, i64
from conformance.jit_under_test.runtime import memory_map
from tests.kernel.support import Native, load_source

IMPORTS = """
@extern("pow")
def c_pow(x: f64, y: f64) -> f64: ...
@extern("host_note")
def note(a: i8, b: u16, c: bool, d: i64, e: f64) -> i8: ...
@extern("snprintf", vararg_after=3)
def c_format(to: Ptr[u8], size: u64, form: Ptr[u8], x: f64, n: i64) -> i32: ...
@extern("abort", noreturn=True)
def c_abort() -> None: ...

@kernel
def power(x: f64) -> f64:
    return c_pow(x, 0.5) + c_pow(x, 2)

@kernel
def notes(a: i64) -> i64:
    return i64(note(i8(a), u16(a), a < 0, a, f64(a)))

@kernel
def show(to: Ptr[u8], size: u64, x: f64, n: i64) -> i32:
    return c_format(to, size, b"%.14g|%ld", x, n)

@kernel
def checked(n: i64) -> i64:
    if n >= 0:
        return n
    c_abort()
"""


@pytest.fixture
def imports():
    library = ctypes.CDLL(ctypes.util.find_library("m"))
    seen = []
    kinds = (ctypes.c_int8, ctypes.c_uint16, ctypes.c_bool, ctypes.c_int64, ctypes.c_double)

    @ctypes.CFUNCTYPE(ctypes.c_int8, *kinds)
    def host_note(*arguments):
        seen.append(arguments)
        return -3

    process = ctypes.CDLL(None)
    return seen, {
        "pow": library.pow,
        "host_note": host_note,
        "snprintf": process.snprintf,
        "abort": process.abort,
    }


def test_imports(tmp_path, imports):
    seen, functions = imports
    native = Native(load_source(tmp_path, IMPORTS), imports=functions)
    assert native.lowered.imports == {"abort": 0, "host_note": 1, "pow": 2, "snprintf": 3}
    assert native.power(9.0) == 84.0
    assert native.notes(-2) == -3
    assert seen == [(-2, 0xFFFE, True, -2, -2.0)]
    buffer = ctypes.create_string_buffer(40)
    assert native.show(ctypes.addressof(buffer), 40, 0.1, -7) == 6
    assert buffer.value == b"0.1|-7"
    assert native.checked(5) == 5


def test_the_import_table_is_at_its_fixed_address_by_default(tmp_path):
    text = str(lower([load_source(tmp_path, IMPORTS)]).module)
    assert f"inttoptr (i64 {memory_map.IMPORT_TABLE + 8 * 2} to ptr)" in text


FIRST = """
import {second} as other
from {second} import triple, LIMIT
@declare
def first_base(n: i64) -> i64: ...
@kernel
def first(n: i64) -> i64:
    return triple(n) + other.second(n) + other.Tag.A + LIMIT + other.DEEP
@kernel(name="first_base")
def base_of_first(n: i64) -> i64:
    return n * 1000
"""
SECOND = """
from enum import IntEnum
LIMIT = 100
DEEP = LIMIT * 2
class Tag(IntEnum):
    A = 7
@declare
def first_base(n: i64) -> i64: ...
@kernel
def triple(n: i64) -> i64:
    return n * 3
@kernel
def second(n: i64) -> i64:
    return first_base(n)
"""


def test_modules_refer_to_each_other(tmp_path):
    second = load_source(tmp_path, SECOND)
    first = load_source(tmp_path, FIRST.format(second=second.__name__))
    assert Native(first).first(2) == 6 + 2000 + 7 + 100 + 200  # finds the second by itself
    orders = [[first], [first, second], [second, first, first]]
    texts = {str(lower(order).module) for order in orders}
    assert len(texts) == 1
    symbols = [source.declaration.symbol for source in collect([first]).kernels]
    expected = ["triple", "second", "first", "first_base"]  # by module name, then by line
    assert symbols == expected


SYMBOLS = """
@struct
class VM:
    sp: u64
@declare(noreturn=True)
def vm_throw(vm: Ptr[VM]) -> None: ...
@kernel(inline=True)
def small(a: u8, b: i16, c: bool, d: i64) -> bool:
    return c
@kernel(noinline=True, cold=True)
def fail(vm: Ptr[VM]) -> i64:
    vm_throw(vm)
@kernel
def address() -> u64:
    return symbol_addr("vm_enter") + symbol_addr("vm_throw") + symbol_addr("fail")
"""


def test_attributes_and_symbols(tmp_path):
    module = load_source(tmp_path, SYMBOLS)
    lowered = lower([module], "some architecture")
    text = str(lowered.module)
    small = next(line for line in text.splitlines() if '@"small"' in line)
    assert "zeroext i1" in small and "i8 zeroext" in small and "i16 signext" in small
    assert "i1 zeroext" in small and "alwaysinline nounwind" in small
    fail = next(line for line in text.splitlines() if "define" in line and '@"fail"' in line)
    assert "cold noinline nounwind" in fail
    assert 'declare void @"vm_throw"(ptr %"vm") noreturn nounwind' in text
    assert '@"vm_enter" = external global i8' in text
    assert lowered.arch == "some architecture"
    assert set(lowered.functions) == {"small", "fail", "address", "vm_throw"}
    llvm.parse_assembly(text).verify()


def test_handles_describe_signatures(tmp_path):
    module = load_source(
        tmp_path,
        "@kernel(name='other')\ndef f(a: i64, b: 'f64') -> Ptr['Late']:\n"
        "    return null\n"
        "@struct\nclass Late:\n    x: i64\n",
    )
    assert module.f.symbol == "other"
    assert [(item.name, item.type) for item in module.f.parameters] == [("a", i64), ("b", f64)]
    assert str(module.f.result) == "Ptr[Late]"
    assert module.f.result.target is module.Late
    assert repr(module.f).startswith("<kernel ")


FLOATS = """
@kernel
def f(a: f64, b: f64, c: f64, p: Ptr[f64], n: i64) -> f64:
    s = a * b + c
    for i in range(n):
        s += p[i] * b
        p[i] = -(p[i] * c) - s
    return s
"""


@pytest.mark.parametrize("triple", ["aarch64-unknown-linux-gnu", "x86_64-unknown-linux-gnu"])
def test_code_for_both_architectures(tmp_path, triple, imports):
    """Both backends take the IR, and neither fuses a multiplication with an addition."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    modules = [load_source(tmp_path, text) for text in (IMPORTS, SYMBOLS, SECOND, FLOATS)]
    modules.append(load_source(tmp_path, FIRST.format(second=modules[2].__name__)))
    machine = llvm.Target.from_triple(triple).create_target_machine(
        opt=2, features="+fma" if "x86" in triple else ""
    )
    module = llvm.parse_assembly(str(lower(modules).module))
    module.verify()
    module.triple = triple
    module.data_layout = str(machine.target_data)
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(2))
    builder.getModulePassManager().run(module, builder)
    assert machine.emit_object(module)[:4] == b"\x7fELF"
    assembly = machine.emit_assembly(module)
    assert "fmul" in assembly or "mulsd" in assembly
    assert not any(name in assembly for name in ("fmadd", "fmsub", "fnmadd", "fmla", "fmls"))
    assert "vfm" not in assembly


def test_the_package_does_not_need_llvmlite():
    script = (
        "import sys, conformance.jit_under_test.kernel as k\n"
        "sys.exit(any(n.startswith('llvmlite') for n in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0


COMMAND = [
    ("@kernel\ndef f() -> i64:\n    return 1\n", 0, "1 kernels, no faults\n"),
    (
        "@kernel\ndef f() -> i64:\n    return 1.5\n",
        1,
        "got the float constant 1.5\n1 fault\n",
    ),
    ("def f(:\n", 1, "SyntaxError"),
    ("X = undefined\n", 1, ".py:2: NameError: name 'undefined' is not defined"),
    ("@extern\ndef f() -> None: ...\n", 1, ".py:2: TypeError: an import needs its name"),
    ("X = Ptr[int]\n", 1, ".py:2: TypeFault: int is not a kernel type"),
]


@pytest.mark.parametrize("number", range(len(COMMAND)))
def test_check_command(tmp_path, capsys, number):
    source, status, output = COMMAND[number]
    path = tmp_path / f"checked_{number}.py"
    path.write_text("from conformance.jit_under_test.kernel import *\n" + source)
    assert main([str(path)]) == status
    assert output in capsys.readouterr().out


def test_check_command_usage(capsys):
    assert main([]) == 2
    assert "usage: " in capsys.readouterr().err
