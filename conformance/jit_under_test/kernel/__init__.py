"""The kernel language: restricted, typed Python that LLVM compiles for both architectures.

A kernel module is an ordinary Python module. What it marks with `@kernel` is never executed by
CPython: `lowering.lower(modules)` reads it from the module's source, checks every type, and
gives an LLVM module. Global names are looked up in the imported module: constants, structs,
other kernels, also through modules and classes (`layout.SIZE`, `Tag.NIL`, `tables.lookup`).
`python -m conformance.jit_under_test.kernel MODULE...` checks modules and prints what's wrong.

Declarations
    @kernel, @kernel(inline, noinline, cold, noreturn, name)   a function, C ABI
    @declare, @declare(noreturn, cold, name)   defined elsewhere: another kernel module, a stub
    @extern("pow", vararg_after, noreturn, cold)   an import, called through the import table
    @struct class   fields in order, C alignment; host side: S.size, S.offset("f"), S.fields,
                    S.view(memory, address)

Types
    u8 u16 u32 u64 i8 i16 i32 i64 f64 bool (a byte in memory), Ptr[T] (T may be a string, for
    later definitions), Fn[[A, B], R], Array[T, N] and structs (in fields only), None as result.
    Every name has one type in a function: that of its first assignment, or as annotated.
    Nothing converts by itself. Bare constants take the type of what they meet, if they fit;
    alone they are i64 (u64 from 2**63 on) and f64. Integers wrap around.

Statements
    x = e, x: T = e, p.f = e, p[i] = e, augmented assignment, if/elif/else, while,
    for i in range(start, stop, constant step), break, continue, return, pass, calls, docstrings.
    A variable that's assigned on only some of the ways to a use is zero on the others.

Expressions
    + - * & | ^ ~ << >>, // and % (integers; C's division: truncated, and undefined for a zero
    divisor or the smallest number by -1), / (f64), comparisons (one at a time; f64 is ordered,
    != is true for NaN; pointers compare as addresses), and or not (bool only), a if c else b.
    >> is arithmetic for signed types; a shift count of any integer type counts modulo the width.
    p.f, p[i], p + i, p - i (scaled by the size of the target); arrays in structs are pointers
    to their first element; b"..." is Ptr[u8], NUL-terminated; null; len(b"...").
    T(x) casts: between integers (wrapping), from bool, f64(i), integers from f64 (saturating,
    NaN gives 0), Ptr[T](x) and Fn[..](x) from a 64-bit integer or an address, u64(p).

Intrinsics
    addr_of(p.f) addr_of(p[i]) sizeof(T) offsetof(T, "f") bits(f) from_bits(u) sqrt fabs floor
    ceil trunc fptosi(f) (undefined outside of i64) clz ctz (the width for 0)
    memcpy(to, from, bytes) memmove memset(to, byte, bytes) likely(b) unlikely(b) unreachable()
    stack_array(T, N) static_bytes(b"..", alignment) fn_addr(kernel) call_ptr(Fn[..], p, args...)
    symbol_addr("name")
"""

from conformance.jit_under_test.kernel.declarations import (
    Declared,
    Extern,
    KernelFunction,
    declare,
    extern,
    kernel,
)
from conformance.jit_under_test.kernel.errors import Diagnostic, KernelError
from conformance.jit_under_test.kernel.intrinsics import (
    addr_of,
    bits,
    call_ptr,
    ceil,
    clz,
    ctz,
    fabs,
    floor,
    fn_addr,
    fptosi,
    from_bits,
    likely,
    memcpy,
    memmove,
    memset,
    offsetof,
    sizeof,
    sqrt,
    stack_array,
    static_bytes,
    symbol_addr,
    trunc,
    unlikely,
    unreachable,
)
from conformance.jit_under_test.kernel.structs import Field, StructType, struct
from conformance.jit_under_test.kernel.types import (
    Array,
    Fn,
    Ptr,
    f64,
    i8,
    i16,
    i32,
    i64,
    null,
    u8,
    u16,
    u32,
    u64,
)

__all__ = [
    "Array", "Declared", "Diagnostic", "Extern", "Field", "Fn", "KernelError", "KernelFunction",
    "Ptr", "StructType", "addr_of", "bits", "call_ptr", "ceil", "clz", "ctz", "declare",
    "extern", "f64", "fabs", "floor", "fn_addr", "fptosi", "from_bits", "i8", "i16", "i32", "i64",
    "kernel", "likely", "memcpy", "memmove", "memset", "null", "offsetof", "sizeof", "sqrt",
    "stack_array", "static_bytes", "struct", "symbol_addr", "trunc", "u8", "u16", "u32", "u64",
    "unlikely", "unreachable",
]  # fmt: skip
