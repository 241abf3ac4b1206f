"""A small image with every feature that the runtime and the interpreter need, as LLVM IR."""

from conformance.jit_under_test.image.compiler import build_image
from conformance.jit_under_test.image.model import Image, ImageSource
from conformance.jit_under_test.machine.imports import ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import DISPATCH_TABLES, IMPORT_TABLE
from conformance.jit_under_test.runtime.stubs import stubs

NATIVE_SP = 64  # offset of native_sp in the sample's VM struct
UNWIND_RESULT = 56  # offset of the cell whose value vm_unwind returns
OPCODES = ("op_add", "op_loop", "op_call", "op_halt")

_I, _U, _F, _P = Kind.I64, Kind.U64, Kind.F64, Kind.PTR
IMPORTS = (
    ImportSpec("host_int", (_I, _I), _I),
    ImportSpec("host_mixed", (_I, _F, _P, _F, Kind.I32, Kind.U8, Kind.BOOL), _F),
    ImportSpec("host_small", (Kind.I32,), Kind.I32),
    ImportSpec("host_void", (_U,), Kind.VOID),
    ImportSpec("pow", (_F, _F), _F),
    ImportSpec("snprintf", (_P, _U, _P, _F), Kind.I32, vararg_after=3),
    ImportSpec("strtod", (_P, _P), _F),
    ImportSpec("memchr", (_P, Kind.I32, _U), _P),
)
_SLOT = {
    spec.name: f"inttoptr (i64 {IMPORT_TABLE + 8 * i} to ptr)" for i, spec in enumerate(IMPORTS)
}


def _import_call(name: str, ir_type: str, arguments: str) -> str:
    return f"load ptr, ptr {_SLOT[name]}\n  %r = call {ir_type} %f({arguments})"


def _wrapper(define: str, name: str, ir_type: str, arguments: str) -> str:
    load, call = _import_call(name, ir_type, arguments).split("\n")
    result = ir_type.split()[0]
    call = call.replace("%r = ", "") if result == "void" else call
    ret = "ret void" if result == "void" else f"ret {result} %r"
    return f"define {define} {{\n  %f = {load}\n{call}\n  {ret}\n}}\n"


WRAPPERS = "".join(
    [
        _wrapper("i64 @call_int(i64 %a, i64 %b)", "host_int", "i64", "i64 %a, i64 %b"),
        _wrapper(
            "double @call_mixed(i64 %a, double %b, ptr %c, double %d)",
            "host_mixed",
            "double",
            "i64 %a, double %b, ptr %c, double %d, i32 -7, i8 zeroext 200, i1 zeroext true",
        ),
        _wrapper("i32 @call_small(i32 %a)", "host_small", "i32", "i32 %a"),
        _wrapper("void @call_void(i64 %a)", "host_void", "void", "i64 %a"),
        _wrapper("double @call_pow(double %a, double %b)", "pow", "double", "double %a, double %b"),
        _wrapper(
            "i32 @format(ptr %p, i64 %n, ptr %s, double %x)",
            "snprintf",
            "i32 (ptr, i64, ptr, ...)",
            "ptr %p, i64 %n, ptr %s, double %x",
        ),
        _wrapper("double @parse(ptr %s, ptr %e)", "strtod", "double", "ptr %s, ptr %e"),
        _wrapper("ptr @find(ptr %s, i32 %c, i64 %n)", "memchr", "ptr", "ptr %s, i32 %c, i64 %n"),
    ]
)

PLAIN = """
declare i64 @vm_enter(ptr, ptr, i64)
declare void @vm_throw(ptr) noreturn
declare i64 @jit_enter(ptr, ptr, i64)
declare void @jit_leave()
declare double @llvm.floor.f64(double)
declare double @llvm.sqrt.f64(double)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

@numbers = constant [4 x i64] [i64 2, i64 3, i64 5, i64 7]
@functions = constant [2 x ptr] [ptr @add, ptr @subtract]
@text = private unnamed_addr constant [6 x i8] c"moon\\0A\\00"
@text_pointer = constant ptr @text
@halves = constant [3 x i16] [i16 10, i16 20, i16 30]

define i64 @add(i64 %a, i64 %b) { %r = add i64 %a, %b
  ret i64 %r }
define i64 @subtract(i64 %a, i64 %b) { %r = sub i64 %a, %b
  ret i64 %r }
define i64 @constant_at(i64 %i) {
  %p = getelementptr [4 x i64], ptr @numbers, i64 0, i64 %i
  %r = load i64, ptr %p
  ret i64 %r }
define i64 @half_at(i64 %i) {
  %p = getelementptr [3 x i16], ptr @halves, i64 0, i64 %i
  %h = load i16, ptr %p
  %r = zext i16 %h to i64
  ret i64 %r }
define i64 @text_byte(i64 %i) {
  %t = load volatile ptr, ptr @text_pointer
  %p = getelementptr i8, ptr %t, i64 %i
  %b = load i8, ptr %p
  %r = zext i8 %b to i64
  ret i64 %r }
define i64 @indirect(i64 %i, i64 %a, i64 %b) {
  %p = getelementptr [2 x ptr], ptr @functions, i64 0, i64 %i
  %f = load ptr, ptr %p
  %r = call i64 %f(i64 %a, i64 %b)
  ret i64 %r }
define i64 @six(i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i64 %f) {
  %b2 = mul i64 %b, 10
  %c2 = mul i64 %c, 100
  %d2 = mul i64 %d, 1000
  %e2 = mul i64 %e, 10000
  %f2 = mul i64 %f, 100000
  %s1 = add i64 %a, %b2
  %s2 = add i64 %s1, %c2
  %s3 = add i64 %s2, %d2
  %s4 = add i64 %s3, %e2
  %s5 = add i64 %s4, %f2
  ret i64 %s5 }
define double @polynomial(double %x) {
  %a = fmul double %x, 3.25
  %b = fadd double %a, 0.1
  %c = fmul double %b, %x
  %d = call double @llvm.floor.f64(double %c)
  %e = call double @llvm.sqrt.f64(double %x)
  %f = fadd double %d, %e
  ret double %f }
define double @mix(i64 %i, double %x, i64 %j, double %y) {
  %a = sitofp i64 %i to double
  %b = sitofp i64 %j to double
  %c = fmul double %a, %x
  %d = fmul double %b, %y
  %e = fsub double %c, %d
  ret double %e }
define void @fill(ptr %p, i64 %n) {
  call void @llvm.memset.p0.i64(ptr %p, i8 65, i64 %n, i1 false)
  ret void }
define void @copy(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void }
define void @move(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void }
define i64 @load_from(ptr %p) { %r = load volatile i64, ptr %p
  ret i64 %r }
define void @store_to(ptr %p, i64 %v) { store volatile i64 %v, ptr %p
  ret void }
define i64 @sum_to(i64 %n) {
entry:
  %slot = alloca i64
  store volatile i64 0, ptr %slot
  br label %loop
loop:
  %i = phi i64 [ %n, %entry ], [ %next, %loop ]
  %s = load volatile i64, ptr %slot
  %t = add i64 %s, %i
  store volatile i64 %t, ptr %slot
  %next = sub i64 %i, 1
  %more = icmp ne i64 %next, 0
  br i1 %more, label %loop, label %done
done:
  %r = load volatile i64, ptr %slot
  ret i64 %r }
define i64 @host_loop(i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ %n, %entry ], [ %next, %loop ]
  %s = phi i64 [ 0, %entry ], [ %t, %loop ]
  %t = call i64 @call_int(i64 %s, i64 %i)
  %next = sub i64 %i, 1
  %more = icmp ne i64 %next, 0
  br i1 %more, label %loop, label %done
done:
  ret i64 %t }

; entries and throws: throw_deep throws when its argument reaches 0; enter_* nest
define i64 @vm_unwind(ptr %vm) {
  %p = getelementptr i8, ptr %vm, i64 56
  %r = load volatile i64, ptr %p
  ret i64 %r }

define ptr @restore_exit(ptr %vm, ptr %base, i64 %exit, ptr %words) {
  ret ptr %base
}
define i64 @throw_deep(ptr %vm, i64 %n) noinline {
  %buffer = alloca [100 x i8]
  store volatile i8 1, ptr %buffer
  %stop = icmp eq i64 %n, 0
  br i1 %stop, label %throw, label %deeper
throw:
  call void @vm_throw(ptr %vm)
  unreachable
deeper:
  %m = sub i64 %n, 1
  %r = call i64 @throw_deep(ptr %vm, i64 %m)
  %b = load volatile i8, ptr %buffer ; after the call, so that it can't become a loop
  %c = zext i8 %b to i64
  %s = add i64 %r, %c
  ret i64 %s }
define i64 @enter_throw(ptr %vm, i64 %n) {
  %r = call i64 @vm_enter(ptr %vm, ptr @throw_deep, i64 %n)
  ret i64 %r }
define i64 @give(ptr %vm, i64 %n) { %r = mul i64 %n, 3
  ret i64 %r }
define i64 @enter_give(ptr %vm, i64 %n) {
  %r = call i64 @vm_enter(ptr %vm, ptr @give, i64 %n)
  ret i64 %r }
define i64 @inner_then_throw(ptr %vm, i64 %n) {
  %a = call i64 @vm_enter(ptr %vm, ptr @throw_deep, i64 %n)
  %p = getelementptr i8, ptr %vm, i64 56
  %b = add i64 %a, 1000
  store volatile i64 %b, ptr %p
  call void @vm_throw(ptr %vm)
  unreachable }
define i64 @nested(ptr %vm, i64 %n) {
  %r = call i64 @vm_enter(ptr %vm, ptr @inner_then_throw, i64 %n)
  ret i64 %r }
; keeps values in callee-saved registers across an entry that throws
define double @survive(ptr %vm, i64 %n, double %x) {
  %y = fmul double %x, 2.0
  %m = mul i64 %n, 7
  %r = call i64 @vm_enter(ptr %vm, ptr @clobber_then_throw, i64 %n)
  %a = add i64 %r, %m
  %b = sitofp i64 %a to double
  %c = fadd double %b, %y
  ret double %c }
define i64 @clobber_then_throw(ptr %vm, i64 %n) {
  %a = call i64 @give(ptr %vm, i64 %n)
  %b = call i64 @throw_deep(ptr %vm, i64 3)
  %c = add i64 %a, %b
  ret i64 %c }
define i64 @throw_through_jit(ptr %vm, i64 %code) {
  %r = call i64 @jit_enter(ptr %vm, ptr %vm, i64 %code)
  ret i64 %r }
define i64 @enter_jit(ptr %vm, i64 %code) {
  %r = call i64 @vm_enter(ptr %vm, ptr @throw_through_jit, i64 %code)
  ret i64 %r }
"""


def _switch() -> str:
    """A switch dense enough for a jump table, with distinct side effects per case."""
    cases = "\n".join(f"    i64 {i}, label %case{i}" for i in range(12))
    blocks = "\n".join(
        f"case{i}:\n  %v{i} = call i64 @{'add' if i % 2 else 'subtract'}_cold(i64 %x, i64 {i * i})"
        f"\n  ret i64 %v{i}"
        for i in range(12)
    )
    return (
        "define i64 @add_cold(i64 %a, i64 %b) noinline {\n  %r = add i64 %a, %b\n  ret i64 %r }\n"
        "define i64 @subtract_cold(i64 %a, i64 %b) noinline {\n  %r = sub i64 %a, %b\n"
        "  ret i64 %r }\n"
        "define i64 @jump_table(i64 %i, i64 %x) {\n"
        f"  switch i64 %i, label %other [\n{cases}\n  ]\n"
        f"{blocks}\nother:\n  ret i64 -1 }}\n"
    )


_STATE = "ptr %vm, ptr %base, ptr %pc, ptr %k"


def _handler(name: str, body: str) -> str:
    """An opcode handler: an instruction is two words, opcode and operand."""
    return f"""
define preserve_nonecc i64 @{name}({_STATE}) {{
  %ap = getelementptr i32, ptr %pc, i64 1
  %a32 = load i32, ptr %ap
  %a = sext i32 %a32 to i64
{body}
  %op32 = load i32, ptr %next
  %op = zext i32 %op32 to i64
  %slot = getelementptr ptr, ptr inttoptr (i64 {DISPATCH_TABLES} to ptr), i64 %op
  %handler = load ptr, ptr %slot
  %r = musttail call preserve_nonecc i64 %handler(ptr %vm, ptr %base, ptr %next, ptr %k)
  ret i64 %r
}}
"""


# base[0] accumulates, base[1] counts down
INTERPRETER = (
    _handler(
        "op_add",
        """  %v = load i64, ptr %base
  %w = add i64 %v, %a
  store i64 %w, ptr %base
  %next = getelementptr i32, ptr %pc, i64 2""",
    )
    + _handler(
        "op_loop",
        """  %cp = getelementptr i64, ptr %base, i64 1
  %c = load i64, ptr %cp
  %d = sub i64 %c, 1
  store i64 %d, ptr %cp
  %again = icmp ne i64 %d, 0
  %step = select i1 %again, i64 %a, i64 2
  %next = getelementptr i32, ptr %pc, i64 %step""",
    )
    + _handler(
        "op_call",
        """  %v = load i64, ptr %base
  %w = call i64 @call_int(i64 %v, i64 %a)
  store i64 %w, ptr %base
  %next = getelementptr i32, ptr %pc, i64 2""",
    )
    + f"""
define preserve_nonecc i64 @op_halt({_STATE}) {{
  %r = load i64, ptr %base
  ret i64 %r
}}
define i64 @interpret(ptr %vm, ptr %base, ptr %pc) {{
  %op32 = load i32, ptr %pc
  %op = zext i32 %op32 to i64
  %slot = getelementptr ptr, ptr inttoptr (i64 {DISPATCH_TABLES} to ptr), i64 %op
  %handler = load ptr, ptr %slot
  %r = call preserve_nonecc i64 %handler(ptr %vm, ptr %base, ptr %pc, ptr null)
  ret i64 %r
}}
"""
)

IR = PLAIN + WRAPPERS + _switch() + INTERPRETER


def sample_image(arch: Arch) -> Image:
    """The sample, built for `arch`."""
    return build_image(ImageSource(IR, stubs(arch, NATIVE_SP), IMPORTS, {"answer": 42}), arch)
