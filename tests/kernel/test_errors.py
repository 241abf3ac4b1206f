"""Every rule of the language, broken: the message, and the line it's reported at.

Each case is source in which the faulty line is marked with `#!`.
"""

from pathlib import Path

import pytest

from conformance.jit_under_test.kernel.errors import KernelError
from conformance.jit_under_test.kernel.lowering import lower
from tests.kernel.support import load_source

HEADER = """
@struct
class Pair:
    a: i64
    b: Ptr[u8]
    c: Array[u8, 4]
    d: Inner
@kernel
def helper(a: i64, b: Ptr[u8]) -> None:
    pass
@extern("ext")
def imported(x: f64) -> f64: ...
WORD = 1 << 63
LIST = [1]
"""
INNER = """
@struct
class Inner:
    x: i64
"""


def body(*statements, signature="f(a: i64, u: u64, p: Ptr[Pair], x: f64, q: bool) -> i64"):
    lines = "".join(f"    {line}\n" for line in statements)
    return f"@kernel\ndef {signature}:\n{lines}"


def returns(expression):
    return body(f"return {expression} #!")


CASES = [
    # types that don't mix
    (returns("a + u"), "i64 and u64 don't mix: cast one of them"),
    (returns("a + x"), "i64 and f64 don't mix: cast one of them"),
    (returns("a == p"), "i64 and Ptr[Pair] don't mix: cast one of them"),
    (returns("u"), "result: expected i64, got u64"),
    (returns("q"), "result: expected i64, got bool"),
    (returns("None"), "None is not a value in kernel code"),
    (returns("a + 1.5"), "expected i64, got the float constant 1.5"),
    (returns("WORD"), "constant 9223372036854775808 doesn't fit i64; a cast i64(...) wraps it"),
    (returns("i64(u + -1)"), "constant -1 doesn't fit u64; a cast u64(...) wraps it"),
    (returns("i64(u < -1)"), "constant -1 doesn't fit u64; a cast u64(...) wraps it"),
    (returns("i64(x + 9007199254740993)"), "constant 9007199254740993 has no exact f64"),
    (returns("a / 2"), "/ doesn't take i64: integers divide with //"),
    (returns("i64(x // 2)"), "// doesn't take f64: f64 divides with /"),
    (returns("i64(x % 2)"), "% doesn't take f64: import fmod for f64"),
    (returns("a ** 2"), "** doesn't take i64"),
    (returns("i64(p * p)"), "* doesn't take Ptr[Pair]"),
    (returns("i64(u64(p + x))"), "a pointer moves by an integer, not by f64"),
    (returns("a << 64"), "a i64 can't be shifted by 64"),
    (returns("a << x"), "the shift count is f64, not an integer"),
    (returns("-p"), "unary - doesn't take Ptr[Pair]"),
    (returns("i64(~x)"), "unary ~ doesn't take f64"),
    (returns("7 // 0"), "// of constants needs a positive divisor and no sign"),
    (returns("-7 // 2"), "// of constants needs a positive divisor and no sign"),
    (returns("1 << -1"), "constant expression: negative shift count"),
    (returns("i64(10 ** (1 << 60))"), "constant expression: 1152921504606846976 is more than"),
    (returns("i64(f64(10 ** 400))"), "is too large for f64"),
    (returns("(-8.0) ** 0.5"), "constant expression: the result is not a real number"),
    # conditions
    (body("if a: #!", "    return 1", "return 2"), "a condition must be bool, not i64"),
    (body("while p: #!", "    pass", "return 2"), "a condition must be bool, not Ptr[Pair]"),
    (returns("1 if not u else 2"), "a condition must be bool, not u64"),
    (returns("i64(q and a)"), "a condition must be bool, not i64"),
    (returns("i64(0 < a < 5)"), "chained comparisons are not in the kernel language: use and"),
    (returns("i64(p is null)"), "the operator 'is' is not in the kernel language (null compares"),
    (returns("i64(q < q)"), "< doesn't take bool"),
    (returns("i64(null == null)"), "both sides are null"),
    (returns("a if q else x"), "i64 and f64 don't mix: cast one of them"),
    # casts
    (returns("bool(a)"), "there is no cast to bool: compare with 0 or null"),
    (returns("i64(u32(p))"), "an address takes 64 bits: cast to u64 before u32"),
    (returns("i64(u64(Ptr[u8](u32(a))))"), "an address takes 64 bits: cast the u32 to u64 first"),
    (returns("i64(f64(q))"), "bool can't be cast to f64"),
    (returns("i64(1.5)"), "float constant can't be cast to i64"),
    (returns("i64()"), "a cast takes one argument: i64(x)"),
    (returns("Pair(p)"), "Pair objects can't be made by a call: cast an address"),
    # names
    (returns("nothing"), "unknown name 'nothing'"),
    (body("return late #!", "late = 1"), "variable 'late' is read before it's assigned"),
    (body("late += 1 #!", "return late"), "variable 'late' is read before it's assigned"),
    (returns("helper"), "helper is a function: call it, or use fn_addr"),
    (returns("LIST"), "LIST is not a value in kernel code"),
    (returns("LIST[0]"), "LIST is not a value in kernel code"),
    (returns("Pair.size"), "Pair has no attributes in kernel code"),
    (returns("'text'"), "'text' is not a value in kernel code"),
    (body("b = 1", "b = u #!", "return b"), "variable 'b': expected i64, got u64"),
    (body("b: u32 = a #!", "return 1"), "variable 'b': expected u32, got i64"),
    (body("b = null #!", "return 1"), "null needs a pointer type here"),
    (body("b = helper(1, null) #!", "return 1"), "can't be defined: the right side gives no value"),
    (body("a: u64 = 1 #!", "return 1"), "variable 'a' is already i64"),
    (body("b: int = 1 #!", "return 1"), "int is not a kernel type: use a sized type such as"),
    (body("b: Nowhere = 1 #!", "return 1"), "unknown type 'Nowhere'"),
    (body("b: i64 #!", "return 1"), "variable 'b' needs a value: b: i64 = ..."),
    (body("p.a: i64 = 1 #!", "return 1"), "only variables are annotated"),
    # places
    (returns("p.z"), "Pair has no field 'z'"),
    (returns("a.z"), "a is i64, not a pointer"),
    (returns("a[0]"), "a is i64, not a pointer"),
    (returns("i64(p.b.x)"), "u8 has no fields"),
    (returns("i64(p.c[4])"), "index 4 is outside Array[u8, 4]"),
    (returns("i64(p.c[x])"), "a pointer moves by an integer, not by f64"),
    (returns("p.d[0]"), "p.d is Inner, which has no elements"),
    (returns("i64(p[0])"), "a whole Pair can't be read: read its fields, or use addr_of"),
    (returns("i64(p.d)"), "a whole Inner can't be read: read its fields, or use addr_of"),
    (body("p[0] = p[1] #!", "return 1"), "a whole Pair can't be read"),
    (body("p.a = u #!", "return 1"), "p.a: expected i64, got u64"),
    (body("p.b = p #!", "return 1"), "p.b: expected Ptr[u8], got Ptr[Pair]"),
    (body("p.c = p.b #!", "return 1"), "p.c: expected Array[u8, 4], got Ptr[u8]"),
    (returns("i64(u64(addr_of(a)))"), "a is not a place in memory"),
    # calls
    (returns("helper(1)"), "helper takes 2 arguments, got 1"),
    (returns("helper(1, 2)"), "argument 2 (b) of helper: expected Ptr[u8], got int constant"),
    (returns("helper(b=null, a=1)"), "arguments are positional in kernel code"),
    (returns("i64(imported(a))"), "argument 1 (x) of imported: expected f64, got i64"),
    (returns("a(1)"), "a is i64, not a function"),
    (returns("print(1)"), "unknown name 'print'"),
    (returns("helper(1, null) + 1"), "helper(1, null) gives no value"),
    (returns("i64(bits(a))"), "bits: expected f64, got i64"),
    (returns("i64(sqrt(x, x))"), "usage: sqrt(x: f64)"),
    (returns("len(LIST)"), "len takes a bytes constant"),
    (returns("offsetof(Pair, 'q')"), "Pair has no field 'q'"),
    (returns("sizeof(None)"), "None has no size"),
    (returns("i64(stack_array(u8, a)[0])"), "the size of a stack array must be an"),
    (returns("i64(stack_array(u8, 0)[0])"), "a stack array needs at least one element, not 0"),
    (returns("i64(fn_addr(imported))"), "usage: fn_addr(kernel)"),
    (returns("i64(u64(static_bytes(b'', 3)))"), "the alignment must be 1, 2, 4, 8 or 16, not 3"),
    (body("memcpy(p, u, 8) #!", "return 1"), "memcpy: expected a pointer, got u64"),
    (body("memcpy(p, p, x) #!", "return 1"), "expected an integer, got f64"),
    (returns("call_ptr(Fn[[i64], i64], a)"), "Fn[[i64], i64] takes 1 arguments, got 0"),
    (returns("call_ptr(Fn[[i64], i64], x, a)"), "call_ptr: expected an address, got f64"),
    (returns("clz(q)"), "clz: expected an integer, got bool"),
    # statements
    (body("a, u = u, a #!", "return 1"), "a target is a variable, p.field or p[i]"),
    (body("a = b = 1 #!", "return 1"), "one target for each assignment"),
    (body("a + 1 #!", "return 1"), "an expression statement must be a call"),
    (body("assert q #!", "return 1"), "Assert is not in the kernel language"),
    (body("with q: #!", "    pass", "return 1"), "With is not in the kernel language"),
    (returns("[a]"), "List expressions are not in the kernel language"),
    (body("while q:", "    pass", "else:", "    a = 1 #!", "return 1"), "loops have no else"),
    (body("for i in range(3):", "    pass", "else:", "    a = 1 #!", "return 1"), "loops have no"),
    (body("for i in p: #!", "    pass", "return 1"), "a for loop runs over range(...)"),
    (body("for i in range(x): #!", "    pass", "return 1"), "a range has integer bounds, not f64"),
    (body("for i in range(a, u): #!", "    pass", "return 1"), "i64 and u64 don't mix"),
    (body("for i in range(0, 9, a): #!", "    pass", "return 1"), "the step of a range is a"),
    (body("for i, j in range(9): #!", "    pass", "return 1"), "a for loop has one variable"),
    (body("return #!"), "return needs a value of type i64"),
    (body("return 1 #!", signature="f() -> None"), "result: expected None, got int constant"),
    ("@kernel\ndef f(q: bool) -> i64: #!\n    if q:\n        return 1\n", "f can end without"),
    ("@kernel\ndef f(q: bool) -> i64: #!\n    while q:\n        return 1\n", "f can end without"),
    (
        "@kernel\ndef f(q: bool) -> i64: #!\n    while True:\n        if q:\n            break\n",
        "f can end without returning a value",
    ),
    ("@kernel(noreturn=True)\ndef f() -> None: #!\n    pass\n", "f is noreturn but can end"),
    ("@kernel(noreturn=True)\ndef f() -> None:\n    return #!\n", "f is noreturn and can't return"),
    # declarations
    ("@kernel #!\ndef f(a) -> None:\n    pass\n", "parameter 'a' of f has no type"),
    ("@kernel #!\ndef f(a: int) -> None:\n    pass\n", "int is not a kernel type"),
    ("@kernel #!\ndef f():\n    pass\n", "f has no result type (None for no result)"),
    ("@kernel #!\ndef f(a: i64 = 1) -> None:\n    pass\n", "parameters are positional, without"),
    ("@kernel #!\ndef f(*a: i64) -> None:\n    pass\n", "parameters are positional, without"),
    ("@kernel #!\ndef f(a: Pair) -> None:\n    pass\n", "parameter 'a' can't be Pair: pass a"),
    ("@kernel #!\ndef f(a: Ptr[u8]) -> Pair:\n    pass\n", "f can't return Pair: return a pointer"),
    ("@kernel(name='helper') #!\ndef f() -> None:\n    pass\n", "'helper' is already defined at"),
    ("@declare\ndef f(a: i64) -> None: ...\n@declare(name='f') #!\ndef g(a: u64) -> None: ...\n",
     "'f' is not as declared at"),
    ("@kernel\ndef f(a: i64) -> None:\n    pass\n@declare(name='f') #!\ndef g() -> None: ...\n",
     "'f' is not as declared at"),
    ("@extern('ext') #!\ndef other(a: i64) -> f64: ...\n", "'ext' is not as declared at"),
    ("@extern('v', vararg_after=1) #!\ndef v(a: i64, b: u8) -> i32: ...\n",
     "variadic parameter 'b' can't be u8: use i32"),
]  # fmt: skip


IDS = [f"{number}-{message}" for number, (_, message) in enumerate(CASES)]


@pytest.mark.parametrize("source, message", CASES, ids=IDS)
def test_fault(tmp_path, source, message):
    module = load_source(tmp_path, INNER + HEADER + source)
    lines = Path(module.__file__).read_text().splitlines()
    with pytest.raises(KernelError) as caught:
        lower([module])
    (diagnostic,) = caught.value.diagnostics
    assert message in diagnostic.message
    assert diagnostic.file == module.__file__
    assert "#!" in lines[diagnostic.line - 1], diagnostic


def test_every_faulty_statement_is_reported_once(tmp_path):
    source = """
@kernel
def f(a: i64) -> i64:
    b = a + 1.5
    c = b + a
    for i in range(b):
        c = i
    while a < 2.5:
        a += True
    return c
@kernel
def g(a: i64) -> i64:
    return nothing
"""
    module = load_source(tmp_path, source)
    with pytest.raises(KernelError) as caught:
        lower([module])
    messages = [(item.line, item.message) for item in caught.value.diagnostics]
    assert messages == [
        (5, "expected i64, got the float constant 1.5"),
        (9, "expected i64, got the float constant 2.5"),
        (14, "unknown name 'nothing'"),
    ]
    assert str(caught.value).count("\n") == 2
    assert str(caught.value).startswith(f"{module.__file__}:5: ")


def test_a_kernel_inside_a_function_is_refused(tmp_path):
    source = """
def make():
    @kernel
    def inner() -> None:
        pass
    return inner
f = make()
"""
    with pytest.raises(KernelError, match=r":4: kernel 'inner' isn't at the module's top level"):
        lower([load_source(tmp_path, source)])


def test_kernel_code_is_not_executed_by_python(tmp_path):
    module = load_source(tmp_path, "@kernel\ndef f() -> None:\n    pass\n")
    with pytest.raises(TypeError, match="f is kernel code: call it through a machine"):
        module.f()
    with pytest.raises(TypeError, match="sqrt exists only in kernel code"):
        module.sqrt(1.0)
