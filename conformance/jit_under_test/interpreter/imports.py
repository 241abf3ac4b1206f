"""From the externs of kernel code to the signatures that machines bind."""

from typing import Final

from conformance.jit_under_test.kernel.declarations import Extern
from conformance.jit_under_test.kernel.lowering import LoweredModule
from conformance.jit_under_test.kernel.types import BOOL, NONE, FnType, IntType, PtrType, Type, f64
from conformance.jit_under_test.machine.imports import ImportSpec, Kind

_INTEGERS: Final = {
    (8, True): Kind.I8,
    (8, False): Kind.U8,
    (16, True): Kind.I16,
    (16, False): Kind.U16,
    (32, True): Kind.I32,
    (32, False): Kind.U32,
    (64, True): Kind.I64,
    (64, False): Kind.U64,
}


def _kind(type_: Type) -> Kind:
    if isinstance(type_, IntType):
        return _INTEGERS[type_.bits, type_.signed]
    if isinstance(type_, PtrType | FnType):
        return Kind.PTR
    if type_ is NONE:
        return Kind.VOID
    if type_ is BOOL:
        return Kind.BOOL
    assert type_ is f64, f"not a C type: {type_}"
    return Kind.F64


def _spec(extern: Extern) -> ImportSpec:
    return ImportSpec(
        name=extern.symbol,
        parameters=tuple(_kind(parameter.type) for parameter in extern.parameters),
        result=_kind(extern.result),
        vararg_after=extern.vararg_after,
    )


def import_specs(lowered: LoweredModule) -> tuple[ImportSpec, ...]:
    """The imports of a lowered program, by slot of the import table."""
    by_name = {extern.symbol: extern for extern in lowered.program.externs}
    names = sorted(lowered.imports, key=lambda name: lowered.imports[name])
    return tuple(_spec(by_name[name]) for name in names)
