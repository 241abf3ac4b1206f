"""The library `jit` of LuaJIT 2.1: an extension, which programs have if they are given it.

On tiers that compile nothing it is there, too: `status` says so, and only `on` fails, with LuaJIT's
message for hosts that it has no compiler for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.host.arguments import (
    argument,
    check_int,
    check_type,
    opt_bytes,
    raise_text,
    raise_type,
    results,
)
from conformance.jit_under_test.runtime.host.frames import frame_at, prototype_of
from conformance.jit_under_test.runtime.host.jit_interface import OPTIMIZATIONS, inner_protos
from conformance.jit_under_test.runtime.objects import Closure
from conformance.jit_under_test.runtime.values import FALSE, NIL, PAYLOAD, TABLE, TRUE

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

VERSION: Final = b"LuaJIT 2.1 interface of moondiff"
VERSION_NUMBER: Final = 20199  # that of LuaJIT 2.1 since it counts commits
_ARCHITECTURES: Final = {Arch.X64: b"x64", Arch.A64: b"arm64"}
_NOT_HERE: Final = b"JIT compiler permanently disabled by build option"


def _chosen_protos(runtime: "Runtime") -> list[int] | None:
    """The prototypes that the arguments name: a function or true, then true or false.

    None stands for no argument. Raises LuaError.
    """
    value = argument(runtime, 1)
    if value == NIL:
        return None
    if runtime.type_name(value) == "function":
        function = value
    elif value == TRUE:
        function = frame_at_caller(runtime)
    else:
        raise_type(runtime, 1, b"function")
    if prototype_of(runtime, function) is None:
        raise_type(runtime, 1, b"function")
    proto = runtime.memory.read_u64((function & PAYLOAD) + Closure.offset("proto"))
    inner = argument(runtime, 2)
    if inner == TRUE:
        return [proto, *inner_protos(runtime, proto)]
    return inner_protos(runtime, proto) if inner == FALSE else [proto]


def frame_at_caller(runtime: "Runtime") -> int:
    """The function that called the running built-in one; nil if there is none."""
    frame = frame_at(runtime, 1)
    if frame is None or frame.prototype is None:
        raise_type(runtime, 1, b"function")
    return frame.function


def _switch(runtime: "Runtime", on: bool) -> int:
    protos = _chosen_protos(runtime)
    jit = runtime.jit
    if jit is None:
        if on and protos is None:
            raise_text(runtime, _NOT_HERE)
    elif protos is None:
        jit.switch(on)
    else:
        jit.allow(protos, on)
    return 0


def jit_on(runtime: "Runtime") -> int:
    """jit.on([function | true [, inner]])"""
    return _switch(runtime, True)


def jit_off(runtime: "Runtime") -> int:
    """jit.off([function | true [, inner]])"""
    return _switch(runtime, False)


def jit_flush(runtime: "Runtime") -> int:
    """jit.flush([trace | function | true [, inner]])"""
    jit = runtime.jit
    if runtime.type_name(argument(runtime, 1)) == "number":
        number = check_int(runtime, 1)
        if jit is not None:
            jit.flush_trace(number)
        return 0
    protos = _chosen_protos(runtime)
    if jit is not None:
        jit.flush(protos)
    return 0


def jit_status(runtime: "Runtime") -> int:
    """jit.status(): whether it is on, and the names of the optimizations in use"""
    jit = runtime.jit
    if jit is None:
        return results(runtime, False)
    passes = jit.passes
    names = [name for name, (_, pass_) in OPTIMIZATIONS.items() if pass_ in passes]
    return results(runtime, jit.on, *(name.encode() for name in names))


def jit_attach(runtime: "Runtime") -> int:
    """jit.attach(callback [, event]): without event it is called no more

    There are events of traces only.
    """
    callback = check_type(runtime, 1, "function")
    event = opt_bytes(runtime, 2, None)
    if runtime.jit is not None:
        if event is None:
            runtime.jit.detach(callback)
        elif event == b"trace":
            runtime.jit.attach(callback)
    return 0


FUNCTIONS: Final[dict[bytes, Callable[["Runtime"], int]]] = {
    b"on": jit_on,
    b"off": jit_off,
    b"flush": jit_flush,
    b"status": jit_status,
    b"attach": jit_attach,
}


def open_library(runtime: "Runtime") -> None:
    """Set what programs ask for by name, and `jit.opt`."""
    table = runtime.get_field(runtime.vm.globals, b"jit") & PAYLOAD
    package = runtime.get_field(runtime.vm.globals, b"package") & PAYLOAD
    loaded = runtime.get_field(package, b"loaded") & PAYLOAD
    runtime.set_field(table, b"version", runtime.string(VERSION))
    runtime.set_field(table, b"version_num", runtime.from_python(float(VERSION_NUMBER)))
    runtime.set_field(table, b"os", runtime.string(b"Linux"))
    arch = _ARCHITECTURES[runtime.machine.arch]
    runtime.set_field(table, b"arch", runtime.string(arch))
    runtime.set_field(table, b"opt", runtime.get_field(loaded, b"jit.opt") & PAYLOAD | TABLE)
