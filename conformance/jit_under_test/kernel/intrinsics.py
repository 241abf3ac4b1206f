"""The names of the intrinsic functions, for kernel modules to import.

They are never executed by CPython; `intrinsic_lowering` says what each one becomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NoReturn


@dataclass(frozen=True, slots=True)
class Intrinsic:
    """An operation that kernel code writes as a call; `usage` shows its arguments."""

    name: str
    usage: str

    def __call__(self, *_: Any) -> NoReturn:
        raise TypeError(f"{self.name} exists only in kernel code")


addr_of: Final = Intrinsic("addr_of", "addr_of(p.field) or addr_of(p[i])")
sizeof: Final = Intrinsic("sizeof", "sizeof(T)")
offsetof: Final = Intrinsic("offsetof", 'offsetof(T, "field")')
bits: Final = Intrinsic("bits", "bits(x: f64)")
from_bits: Final = Intrinsic("from_bits", "from_bits(x: u64)")
sqrt: Final = Intrinsic("sqrt", "sqrt(x: f64)")
fabs: Final = Intrinsic("fabs", "fabs(x: f64)")
floor: Final = Intrinsic("floor", "floor(x: f64)")
ceil: Final = Intrinsic("ceil", "ceil(x: f64)")
trunc: Final = Intrinsic("trunc", "trunc(x: f64)")
fptosi: Final = Intrinsic("fptosi", "fptosi(x: f64)")
memcpy: Final = Intrinsic("memcpy", "memcpy(dst, src, byte_count)")
memmove: Final = Intrinsic("memmove", "memmove(dst, src, byte_count)")
memset: Final = Intrinsic("memset", "memset(dst, byte, byte_count)")
clz: Final = Intrinsic("clz", "clz(x: u64)")
ctz: Final = Intrinsic("ctz", "ctz(x: u64)")
likely: Final = Intrinsic("likely", "likely(condition)")
unlikely: Final = Intrinsic("unlikely", "unlikely(condition)")
stack_array: Final = Intrinsic("stack_array", "stack_array(T, N)")
fn_addr: Final = Intrinsic("fn_addr", "fn_addr(kernel)")
call_ptr: Final = Intrinsic("call_ptr", "call_ptr(Fn[[A, ...], R], address, arguments...)")
static_bytes: Final = Intrinsic("static_bytes", 'static_bytes(b"...") or static_bytes(b"...", 8)')
unreachable: Final = Intrinsic("unreachable", "unreachable()")
symbol_addr: Final = Intrinsic("symbol_addr", 'symbol_addr("name")')
