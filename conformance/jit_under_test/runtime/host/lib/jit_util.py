"""The module `jit.util`: what can be asked about functions and traces."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.runtime.host.arguments import (
    check_int,
    check_type,
    opt_int,
    results,
    words,
)
from conformance.jit_under_test.runtime.host.frames import prototype_of
from conformance.jit_under_test.runtime.values import TABLE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

_NO_PC: Final = -1


def _table(runtime: "Runtime", fields: Mapping[str, bool | float | bytes | None]) -> int:
    """Push a table with these fields; the collector does not run meanwhile."""
    table = runtime.new_table(0, len(fields))
    for name, value in fields.items():
        runtime.set_field(table, name.encode(), runtime.from_python(value))
    return words(runtime, table | TABLE)


def util_funcinfo(runtime: "Runtime") -> int:
    """jit.util.funcinfo(function [, pc]): a table about the function; pcs count from 0"""
    function = check_type(runtime, 1, "function")
    pc = opt_int(runtime, 2, _NO_PC)
    prototype = prototype_of(runtime, function)
    closure = runtime.closure(function)
    if prototype is None:
        return _table(
            runtime,
            {
                "ffid": float(closure.builtin),
                "addr": float(int(closure.fn)),
                "upvalues": float(closure.nups),
            },
        )
    line = prototype.linedefined
    if 0 <= pc < len(prototype.lineinfo):
        line = prototype.lineinfo[pc]
    numbers = sum(isinstance(k, float) for k in prototype.constants)
    strings = sum(isinstance(k, bytes) for k in prototype.constants)
    return _table(
        runtime,
        {
            "linedefined": float(prototype.linedefined),
            "lastlinedefined": float(prototype.lastlinedefined),
            "stackslots": float(prototype.maxstacksize),
            "params": float(prototype.numparams),
            "bytecodes": float(len(prototype.code)),
            "gcconsts": float(strings + len(prototype.protos)),
            "nconsts": float(numbers),
            "upvalues": float(prototype.nups),
            "currentline": float(line),
            "isvararg": bool(prototype.is_vararg),
            "children": bool(prototype.protos),
            "source": bytes(prototype.source),
            "loc": b"%s:%d" % (chunk_id(prototype.source), line),
        },
    )


def util_funcuvname(runtime: "Runtime") -> int:
    """jit.util.funcuvname(function, index): the name of an upvalue, from 0 on"""
    prototype = prototype_of(runtime, check_type(runtime, 1, "function"))
    index = check_int(runtime, 2)
    if prototype is None or not 0 <= index < len(prototype.upvalue_names):
        return 0
    return results(runtime, bytes(prototype.upvalue_names[index]))


def util_traceinfo(runtime: "Runtime") -> int:
    """jit.util.traceinfo(trace): a table about a trace, or nothing"""
    number = check_int(runtime, 1)
    trace = None if runtime.jit is None else runtime.jit.trace(number)
    if trace is None:
        return 0
    return _table(
        runtime,
        {
            "nins": float(trace.nins),
            "nk": float(trace.nk),
            "link": float(trace.link),
            "nexit": float(trace.nexit),
            "linktype": trace.linktype.encode(),
        },
    )


def util_tracemc(runtime: "Runtime") -> int:
    """jit.util.tracemc(trace): its machine code, the address, and the offset of the loop or 0"""
    number = check_int(runtime, 1)
    trace = None if runtime.jit is None else runtime.jit.trace(number)
    if trace is None:
        return 0
    return results(runtime, trace.code, float(trace.address), float(trace.loop))


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"funcinfo": util_funcinfo,
    b"funcuvname": util_funcuvname,
    b"traceinfo": util_traceinfo,
    b"tracemc": util_tracemc,
}
