"""The verifier: each kind of malformed fragment is refused with its own message."""

import pytest

from conformance.generators.record_world import FIELDS
from conformance.jit_under_test.ir.builder import Builder
from conformance.jit_under_test.ir.fragment import EndKind, Fragment, Frame, Snapshot
from conformance.jit_under_test.ir.text import parse_fragment
from conformance.jit_under_test.ir.types import IRType
from conformance.jit_under_test.ir.verifier import IRError, verify
from tests.ir.test_text import CALLS

BAD = [
    ("v0 = add NUM 1.0 2\nend stop !0", "2 is INT, not NUM"),
    ("v0 = add INT 1.0 2.0\nend stop !0", "result must be NUM"),
    ("v0 = add NUM 1.0\nend stop !0", "takes 2 operands"),
    ("v0 = sload VAL #1\nv1 = unbox INT v0 !0\nend stop !0", "cannot unbox INT"),
    ("v0 = sload VAL #1\nv1 = unbox NUM v0 !0\neq v1 v1 !0\nend stop !0", "NUM, not word"),
    ("eq 1 nil !0\nend stop !0", "two types"),
    ("v0 = sload VAL #-601\nend stop !0", "is no slot"),
    ("v0 = fload INT TAB:0x8 table.node\nend stop !0", "the field is PTR"),
    ("v0 = call NUM @pow 1.0\nend stop !0", "takes .NUM NUM."),
    ("v0 = call INT @pow 1.0 2.0\nend stop !0", "gives NUM"),
    ("v0 = sload VAL #1\nv1 = hrefk PTR PTR:0x8 #1 v0 !0\nend stop !0", "key must be a constant"),
    ("snap 0 pc=0x0 clock=0 {2: 1, 2: 2}\nend stop !0", "slot 2 after slot 2"),
    ("snap 0 pc=0x0 clock=0 {2: PTR:0x10}\nend stop !0", "no boxed form"),
    ("snap 0 pc=0x0 clock=0 {2: v1}\nv0 = sload VAL #1\nlt 1 2 !0\nv1 = box VAL 1\nend stop !0",
     "v2 is not defined yet"),
    ("loop 0 0\nend stop !0", "end of a closed loop has no snapshot"),
    ("v0 = sload VAL #1\nloop 0 0\nphi v0 nil\nphi v0 true\nend loop", "two PHIs"),
    ("v0 = sload VAL #1\nloop 0 0\nphi v0 1\nend loop", "different types"),
    ("v0 = sload VAL #1\nloop 0 0\nphi v0 v0\nend loop", "changes nothing"),
    ("loop 0 0\nv0 = sload VAL #1\nphi v0 nil\nend loop", "not defined yet"),
    ("retf PTR:0x10 !0\nloop 0 0\nend loop", "a loop cannot leave its entry frame"),
    ("retf PTR:0x10 !0\nend loop !0", "a loop cannot leave its entry frame"),
    ("snap 0 pc=0x0 clock=0 frame(4 5 9 0x8 1 0 k=0x0) {}\nretf PTR:0x10 !0\nend stop !0",
     "inlined frames lie above"),
    ("retf 16 !0\nend stop !0", "16 is INT, not PTR"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD, ids=[message for _, message in BAD])
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(IRError, match=message):
        verify(parse_fragment(text, FIELDS, CALLS))


def test_refuses_guards_without_snapshot_and_foreign_references() -> None:
    builder = Builder()
    stranger = Builder().op("sload", aux=1)
    value = builder.op("sload", aux=0)
    builder.op("unbox", value, ty=IRType.NUM)
    builder.op("ne", stranger, value, snapshot=Snapshot())
    foreign = Builder().pool.knum(1.0)
    builder.op("abs", foreign)
    with pytest.raises(IRError) as caught:
        verify(builder.finish(0, "root", "x", EndKind.STOP, Snapshot()))
    for message in ("needs a snapshot", "not in the fragment", "not from the fragment's pool"):
        assert message in str(caught.value)


@pytest.mark.parametrize(
    ("frames", "top", "message"),
    [
        ((Frame(3, 3, 9, 0, 0, 0, 0),), None, "above its caller"),
        ((Frame(3, 4, 9, 0, 0, 0, 0), Frame(2, 5, 9, 0, 0, 0, 0)), None, "above its caller"),
        ((Frame(3, 4, 9, 0, 0, 0, 0),), 2, "top 2 is below"),
        ((Frame(3, 4, 601, 0, 0, 0, 0),), None, "above its caller"),
        (tuple(Frame(i, i + 1, 99, 0, 0, 0, 0) for i in range(65)), None, "65 frames"),
        ((Frame(3, 4, 9, 0, 0, 0, 0, cont=1 << 32),), None, "too wide"),
        ((Frame(3, 4, 9, 0, 0, 0, 0, flags=-1),), None, "too wide"),
        ((Frame(3, 4, 9, 0, 0, 0, 1 << 64),), None, "too wide"),
    ],
)
def test_refuses_frames(frames: tuple[Frame, ...], top: int | None, message: str) -> None:
    snapshot = Snapshot(frames=frames, top=top)
    with pytest.raises(IRError, match=message):
        verify(Builder().finish(0, "root", "x", EndKind.STOP, snapshot))
    if top is None:
        with pytest.raises(IRError, match=f"entry: .*{message}"):
            builder = Builder()
            verify(builder.finish(0, "side", "x", EndKind.STOP, Snapshot(), entry_frames=frames))


@pytest.mark.parametrize(
    ("end", "target", "good"),
    [(EndKind.STOP, None, True), (EndKind.LINK, 8, True), (EndKind.LINK, 9, False),
     (EndKind.LOOP, None, False)],
)  # fmt: skip
def test_goes_back_to_the_entry_only_in_its_frames(
    end: EndKind, target: int | None, good: bool
) -> None:
    frame = Frame(3, 4, 9, 0, 0, 0, 0)
    entered = (frame, Frame(5, 6, 9, 0, 0, 0, 0))

    def fragment(frames: tuple[Frame, ...]) -> Fragment:
        return Builder().finish(
            9, "side", "x", end, Snapshot(frames=frames), target=target, entry_frames=entered
        )

    verify(fragment(entered))
    if good:
        verify(fragment((frame,)))
    else:
        with pytest.raises(IRError, match="other frames"):
            verify(fragment((frame,)))
