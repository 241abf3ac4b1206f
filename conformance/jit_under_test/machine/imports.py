"""What machine code calls in the host: signatures, and where each function comes from.

Machine code calls import i through slot i of the import table. A host function is either the
C library's (libm, libc) or a Python function given as a provider.
"""

import ctypes
import enum
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from conformance.jit_under_test.machine.protocol import MachineError
from conformance.jit_under_test.runtime.memory_map import IMPORT_LIMIT


class Kind(enum.Enum):
    """The C type of a parameter or result."""

    VOID = "void"
    BOOL = "bool"
    I8 = "i8"
    U8 = "u8"
    I16 = "i16"
    U16 = "u16"
    I32 = "i32"
    U32 = "u32"
    I64 = "i64"
    U64 = "u64"
    F64 = "f64"
    PTR = "ptr"
    """A guest address; C library functions get it translated to a host address."""


CTYPES: Final[Mapping[Kind, Any]] = {
    Kind.VOID: None,
    Kind.BOOL: ctypes.c_bool,
    Kind.I8: ctypes.c_int8,
    Kind.U8: ctypes.c_uint8,
    Kind.I16: ctypes.c_int16,
    Kind.U16: ctypes.c_uint16,
    Kind.I32: ctypes.c_int32,
    Kind.U32: ctypes.c_uint32,
    Kind.I64: ctypes.c_int64,
    Kind.U64: ctypes.c_uint64,
    Kind.F64: ctypes.c_double,
    Kind.PTR: ctypes.c_uint64,
}


def result_converter(kind: Kind) -> Callable[[Any], Any]:
    """What makes a Python result fit for machine code, or raises TypeError if it can't be.

    It runs where an error is still caught and reported; ctypes would only print one.
    """
    if kind is Kind.VOID:
        return lambda result: None
    if kind is Kind.F64:
        return float
    return bool if kind is Kind.BOOL else operator.index


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """The C signature of one import. `vararg_after` fixed parameters precede `...`."""

    name: str
    parameters: tuple[Kind, ...]
    result: Kind
    vararg_after: int | None = None


@dataclass(frozen=True, slots=True)
class HostFunction:
    """A Python function for machine code to call.

    `failure` is what machine code gets when the function raises. A failure of a pointer or an
    unsigned result is reduced modulo its width.
    """

    function: Callable[..., Any]
    failure: int | float = -1


Provider = Callable[..., Any] | HostFunction

_INT = Kind.I32
_D = Kind.F64
_P = Kind.PTR
_SIZE = Kind.U64

# LLVM may call these on its own account (block copies, math intrinsics without an
# instruction), so they have fixed slots at the table's end; the linker makes the thunks.
LIBRARY_CALLS: Final[tuple[ImportSpec, ...]] = (
    ImportSpec("memcpy", (_P, _P, _SIZE), _P),
    ImportSpec("memmove", (_P, _P, _SIZE), _P),
    ImportSpec("memset", (_P, _INT, _SIZE), _P),
    ImportSpec("memcmp", (_P, _P, _SIZE), _INT),
    ImportSpec("bcmp", (_P, _P, _SIZE), _INT),
    ImportSpec("strlen", (_P,), _SIZE),
    ImportSpec("floor", (_D,), _D),
    ImportSpec("ceil", (_D,), _D),
    ImportSpec("trunc", (_D,), _D),
    ImportSpec("sqrt", (_D,), _D),
    ImportSpec("fmod", (_D, _D), _D),
    ImportSpec("pow", (_D, _D), _D),
    ImportSpec("exp", (_D,), _D),
    ImportSpec("log", (_D,), _D),
    ImportSpec("sin", (_D,), _D),
    ImportSpec("cos", (_D,), _D),
)
LIBRARY_SLOT: Final = IMPORT_LIMIT - len(LIBRARY_CALLS)


@dataclass(frozen=True, slots=True)
class LibraryFunction:
    """A C library function: its address in this process."""

    spec: ImportSpec
    address: int


@dataclass(frozen=True, slots=True)
class Binding:
    """Import slot `slot` and the function that fills it."""

    slot: int
    spec: ImportSpec
    target: LibraryFunction | HostFunction


def find_library_function(name: str) -> int | None:
    """Address of a libm or libc function in this process (indirect functions resolved)."""
    for library in ("libm.so.6", "libc.so.6", None):
        try:
            function = getattr(ctypes.CDLL(library), name)
        except (OSError, AttributeError):
            continue
        return ctypes.cast(function, ctypes.c_void_p).value
    return None


def resolve_imports(
    imports: Sequence[ImportSpec], providers: Mapping[str, Provider]
) -> list[Binding]:
    """Bindings for `imports` (slots from 0) and for LLVM's library calls (slots at the end).

    Raises MachineError naming all imports nobody provides, or if the table overflows.
    """
    if len(imports) > LIBRARY_SLOT:
        raise MachineError(f"{len(imports)} imports; the table holds {LIBRARY_SLOT}")
    slots = [*enumerate(imports), *enumerate(LIBRARY_CALLS, LIBRARY_SLOT)]
    bindings: list[Binding] = []
    missing: list[str] = []
    for slot, spec in slots:
        provider = providers.get(spec.name) if slot < LIBRARY_SLOT else None
        if provider is not None:
            host = provider if isinstance(provider, HostFunction) else HostFunction(provider)
            bindings.append(Binding(slot, spec, host))
            continue
        address = find_library_function(spec.name)
        if address is None:
            missing.append(spec.name)
        else:
            bindings.append(Binding(slot, spec, LibraryFunction(spec, address)))
    if missing:
        raise MachineError("no provider for imports: " + ", ".join(sorted(missing)))
    return bindings
