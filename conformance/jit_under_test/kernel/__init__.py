"""The kernel language: restricted typed Python that's compiled by LLVM."""

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
