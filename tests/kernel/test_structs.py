"""Struct layout and host views, against ctypes' own idea of C layout."""

import ctypes

import pytest

from conformance.jit_under_test.kernel import (
    Array,
    Fn,
    Ptr,
    f64,
    i8,
    i16,
    i32,
    i64,
    struct,
    u8,
    u16,
    u32,
    u64,
)
from conformance.jit_under_test.kernel.errors import TypeFault
from tests.kernel.support import HostMemory


@struct
class Small:
    a: u8
    b: u16


@struct
class Mixed:
    tag: u8
    number: f64
    flag: bool
    half: i16
    parts: Array[Small, 3]
    word: u32
    callback: Fn[[i64], i64]
    link: Ptr["Mixed"]
    signed: i8
    wide: i64
    tail: i32
    last: u64
    end: u8


class CSmall(ctypes.Structure):
    _fields_ = (("a", ctypes.c_uint8), ("b", ctypes.c_uint16))


class CMixed(ctypes.Structure):
    _fields_ = (
        ("tag", ctypes.c_uint8),
        ("number", ctypes.c_double),
        ("flag", ctypes.c_bool),
        ("half", ctypes.c_int16),
        ("parts", CSmall * 3),
        ("word", ctypes.c_uint32),
        ("callback", ctypes.c_void_p),
        ("link", ctypes.c_void_p),
        ("signed", ctypes.c_int8),
        ("wide", ctypes.c_int64),
        ("tail", ctypes.c_int32),
        ("last", ctypes.c_uint64),
        ("end", ctypes.c_uint8),
    )


@pytest.mark.parametrize("ours, theirs", [(Small, CSmall), (Mixed, CMixed)])
def test_layout_is_that_of_c(ours, theirs):
    assert {name: ours.offset(name) for name in ours.fields} == {
        name: getattr(theirs, name).offset for name, _ in theirs._fields_
    }
    assert ours.size == ctypes.sizeof(theirs)
    assert ours.align == ctypes.alignment(theirs)


@pytest.mark.parametrize(
    "name, value",
    [
        ("tag", 255), ("number", -0.25), ("flag", True), ("half", -32768), ("word", 0xFFFFFFFF),
        ("callback", 1 << 46), ("link", 0x10_0000_0000), ("signed", -1), ("wide", -(1 << 63)),
        ("tail", -5), ("last", (1 << 64) - 1), ("end", 7),
    ],
)  # fmt: skip
def test_views_read_and_write_what_c_does(name, value):
    theirs = CMixed()
    ours = Mixed.view(HostMemory(), ctypes.addressof(theirs))
    setattr(ours, name, value)
    assert getattr(theirs, name) == value
    assert getattr(ours, name) == value
    assert type(getattr(ours, name)) is type(value)
    assert bytes(theirs).count(0) >= ctypes.sizeof(theirs) - 8  # and nothing else


def test_views_of_parts():
    theirs = CMixed()
    ours = Mixed.view(HostMemory(), ctypes.addressof(theirs))
    ours.parts[2].b = 513
    assert theirs.parts[2].b == 513
    assert [part.b for part in ours.parts] == [0, 0, 513]
    assert len(ours.parts) == 3
    assert int(ours.parts[1]) == ctypes.addressof(theirs) + Mixed.offset("parts") + Small.size
    assert ours.parts[1] == Small.view(HostMemory(), int(ours.parts[1]))
    assert ours.parts[1] != ours.parts[2]


@pytest.mark.parametrize(
    "statement, error",
    [
        ("view.tag = 256", OverflowError),
        ("view.tag = -1", OverflowError),
        ("view.half = 32768", OverflowError),
        ("view.link = -1", OverflowError),
        ("view.flag = 2", OverflowError),
        ("view.nothing", AttributeError),
        ("view.nothing = 1", AttributeError),
        ("view.parts = 1", TypeError),
        ("view.parts[3]", IndexError),
        ("view.parts[-1]", IndexError),
    ],
)
def test_misused_views(statement, error):
    theirs = CMixed()
    with pytest.raises(error):
        exec(statement, {"view": Mixed.view(HostMemory(), ctypes.addressof(theirs))})
    assert bytes(theirs) == bytes(ctypes.sizeof(theirs))


def test_types_print_as_they_are_written():
    kinds = {name: str(field.type) for name, field in Mixed.fields.items()}
    assert kinds["parts"] == "Array[Small, 3]"
    assert kinds["callback"] == "Fn[[i64], i64]"
    assert kinds["link"] == "Ptr[Mixed]"
    assert kinds["flag"] == "bool"


def test_pointers_are_equal_by_target():
    assert Mixed.fields["link"].type == Ptr[Mixed]
    assert hash(Mixed.fields["link"].type) == hash(Ptr[Mixed])
    assert Ptr[Mixed] != Ptr[Small]
    assert Ptr[u8] != Ptr[i8]
    assert Ptr[Ptr[u8]] == Ptr[Ptr[u8]]


def faulty(annotation):
    return struct(type("Faulty", (), {"__annotations__": {"field": annotation}}))


@pytest.mark.parametrize(
    "annotation, message",
    [
        (int, "field Faulty.field: int is not a kernel type: use a sized type such as i64 or u32"),
        (float, "field Faulty.field: float is not a kernel type: use f64"),
        (None, "field Faulty.field: a field can't be None"),
        ("Nowhere", "field Faulty.field: unknown type 'Nowhere'"),
        ("3 +", "field Faulty.field: '3 +' is not a kernel type"),
    ],
)
def test_faulty_fields(annotation, message):
    with pytest.raises(TypeFault) as caught:
        _ = faulty(annotation).size
    assert str(caught.value).startswith(message)


def test_a_struct_needs_fields():
    with pytest.raises(TypeFault, match="struct Empty has no fields"):
        _ = struct(type("Empty", (), {})).size
