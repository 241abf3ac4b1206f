"""Putting compiled prototypes into the arena."""

from typing import TYPE_CHECKING, Final

from conformance.jit_under_test.bytecode.quick import quicken
from conformance.jit_under_test.frontend.errors import chunk_id
from conformance.jit_under_test.runtime.objects import Proto
from conformance.jit_under_test.runtime.values import FUNCTION, PAYLOAD, TAG_PROTO

if TYPE_CHECKING:
    from conformance.jit_under_test.bytecode.prototype import Prototype
    from conformance.jit_under_test.runtime.host.runtime import Runtime

NEVER_HOT: Final = 0xFFFF


def load_prototype(runtime: "Runtime", prototype: "Prototype", hot_loop: int, hot_call: int) -> int:
    """Copy a prototype and its inner ones into the arena; returns the Proto's address.

    The collector does not run here, so nothing needs to be anchored meanwhile. `hot_loop`
    and `hot_call` are the initial values of the counters.
    """
    memory = runtime.memory
    inner = [load_prototype(runtime, p, hot_loop, hot_call) for p in prototype.protos]
    words = quicken(
        prototype.code, prototype.constants, [p.nups for p in prototype.protos], hot_loop
    )
    address = runtime.call("gc_alloc", Proto.size, TAG_PROTO)
    proto = Proto.view(memory, address)
    proto.numparams = prototype.numparams
    proto.is_vararg = prototype.is_vararg
    proto.maxstack = prototype.maxstacksize
    proto.nups = prototype.nups
    proto.hot_calls = hot_call
    proto.entry_fragment = 0
    proto.gclist = 0
    proto.code = _array(runtime, words, 8)
    proto.sizecode = len(words)
    proto.k = _array(runtime, [runtime.from_python(k) for k in prototype.constants], 8)
    proto.sizek = len(prototype.constants)
    proto.protos = _array(runtime, inner, 8)
    proto.sizeprotos = len(inner)
    lines = list(prototype.lineinfo) or [0] * len(words)
    proto.lineinfo = _array(runtime, lines, 4)
    proto.source = runtime.string(chunk_id(prototype.source)) & PAYLOAD
    proto.id = runtime.keep_prototype(prototype)
    return address


def _array(runtime: "Runtime", words: list[int], width: int) -> int:
    """A block with these little-endian words; 0 for none."""
    if not words:
        return 0
    block = runtime.call("mem_alloc", len(words) * width)
    data = b"".join((word & 0xFFFF_FFFF_FFFF_FFFF).to_bytes(8, "little")[:width] for word in words)
    runtime.memory.write_bytes(block, data)
    return block


def load_function(
    runtime: "Runtime", prototype: "Prototype", environment: int, hot_loop: int, hot_call: int
) -> int:
    """The value of a closure over a main prototype, with environment table `environment`."""
    proto = load_prototype(runtime, prototype, hot_loop, hot_call)
    closure = runtime.call("closure_new", proto, environment)
    runtime.call("closure_fill_upvalues", closure)
    return closure | FUNCTION
