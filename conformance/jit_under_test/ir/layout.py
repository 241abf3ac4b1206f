"""The layout of the real runtime: offsets taken from its struct classes."""

from typing import Any, Final

from conformance.jit_under_test.ir.fields import Field, Layout
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.runtime import objects
from conformance.jit_under_test.runtime.barriers import BLACK
from conformance.jit_under_test.runtime.metamethods import TYPE_NUMBER
from conformance.jit_under_test.runtime.values import TAG_STRING

# What fragments may load and store: struct, field, type, region of memory. No two entries may
# name the same bytes: passes take different fields for different memory.
_ACCESSIBLE: Final = (
    (objects.GCObject, "marked", IRType.INT, Alias.GC),
    (objects.String, "length", IRType.INT, Alias.OBJECT),
    (objects.Table, "flags", IRType.INT, Alias.TABLE),
    (objects.Table, "lsizenode", IRType.INT, Alias.TABLE),
    (objects.Table, "sizearray", IRType.INT, Alias.TABLE),
    (objects.Table, "metatable", IRType.TAB, Alias.TABLE),
    (objects.Table, "array", IRType.PTR, Alias.TABLE),
    (objects.Table, "node", IRType.PTR, Alias.TABLE),
    (objects.Node, "next", IRType.PTR, Alias.KEY),
    (objects.Node, "key", IRType.VAL, Alias.KEY),
    (objects.Closure, "env", IRType.TAB, Alias.OBJECT),
    (objects.Closure, "proto", IRType.PTR, Alias.OBJECT),
    (objects.Closure, "fn", IRType.PTR, Alias.OBJECT),
    (objects.Closure, "builtin", IRType.INT, Alias.OBJECT),
    (objects.Userdata, "env", IRType.TAB, Alias.OBJECT),
    (objects.Userdata, "metatable", IRType.TAB, Alias.OBJECT),
    (objects.CallInfo, "func", IRType.PTR, Alias.VM),
    (objects.Thread, "ci", IRType.PTR, Alias.VM),
    (objects.Thread, "base", IRType.PTR, Alias.VM),
    (objects.Thread, "top", IRType.PTR, Alias.VM),
    (objects.Thread, "stack_last", IRType.PTR, Alias.VM),
    (objects.Thread, "end_ci", IRType.PTR, Alias.VM),
    (objects.Thread, "open_upvalues", IRType.PTR, Alias.VM),
    (objects.Thread, "globals", IRType.TAB, Alias.VM),
    (objects.VM, "current", IRType.PTR, Alias.VM),
    (objects.VM, "globals", IRType.TAB, Alias.VM),
)


def _field(struct: Any, name: str, ty: IRType, alias: Alias) -> Field:
    layout = struct.fields[name]
    return Field(
        f"{struct.name.lower()}.{name}",
        struct.name,
        layout.offset,
        layout.type.size,
        ty,
        alias,
        getattr(layout.type, "signed", False),
    )


def runtime_layout() -> Layout:
    """The layout of `runtime/objects.py`; field names are "table.array" and the like."""
    vm: Any = objects.VM
    thread: Any = objects.Thread
    ci: Any = objects.CallInfo
    upvalue: Any = objects.UpVal
    table: Any = objects.Table
    fields = [_field(*row) for row in _ACCESSIBLE]
    strings = vm.offset("metatables") + 8 * TAG_STRING
    numbers = vm.offset("metatables") + 8 * TYPE_NUMBER
    for name, offset in (("string", strings), ("number", numbers)):
        name = f"vm.{name}_metatable"
        fields.append(Field(name, vm.name, offset, 8, IRType.TAB, Alias.VM))
    return Layout(
        fields={field.name: field for field in fields},
        vm_thread=vm.offset("current"),
        vm_clock=vm.offset("clock"),
        vm_clock_limit=vm.offset("clock_limit"),
        vm_gc_debt=vm.offset("gc_debt"),
        thread_ci=thread.offset("ci"),
        thread_base=thread.offset("base"),
        thread_top=thread.offset("top"),
        thread_stack_last=thread.offset("stack_last"),
        thread_end_ci=thread.offset("end_ci"),
        ci_size=ci.size,
        ci_func=ci.offset("func"),
        ci_base=ci.offset("base"),
        ci_top=ci.offset("top"),
        ci_savedpc=ci.offset("savedpc"),
        ci_nresults=ci.offset("nresults"),
        ci_tailcalls=ci.offset("tailcalls"),
        ci_cont=ci.offset("cont"),
        ci_flags=ci.offset("flags"),
        ci_k=ci.offset("k"),
        upvalues=objects.CLOSURE_UPVALUES,
        upvalue_v=upvalue.offset("v"),
        vm_gray_again=vm.offset("gray_again"),
        table_gclist=table.offset("gclist"),
        table_marked=table.offset("marked"),
        black=BLACK,
    )
