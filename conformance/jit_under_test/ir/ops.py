"""The operations of the IR, as one table.

Everything that passes, the verifier, the evaluator, the text form and the backends need to
know about an operation is a column here. Semantics in one line each stand in `doc`; the
evaluator (`evaluator.py`) is their executable form.

Numbers that are easily got wrong:

- `num2int` gives whole numbers of the int32 range only. So `int2num` of its result is exact,
  and both architectures can test it by converting back (a saturated conversion never fools
  the test, which it would at the edge of the int64 range on ARM64).
- `min a b` is `b < a ? b : a` and `max a b` is `b > a ? b : a`, as in `math.min` and
  `math.max`: the first operand wins for NaN and for equal zeros.
- Shift counts are taken modulo 64. `iadd`, `isub`, `imul`, `ineg` wrap at 64 bits.
- `neg` and `abs` change the sign bit only, of NaN too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntFlag
from typing import Final

from conformance.jit_under_test.ir.types import IRType


class Alias(IntFlag):
    """Disjoint regions of memory: a store to one never changes a load from another."""

    NONE = 0
    SLOT = 1  # slots of the Lua stack
    ARRAY = 2  # values in array parts
    HASH = 4  # values in hash nodes
    KEY = 8  # keys and links of hash nodes
    UPVALUE = 16  # values of upvalues
    TABLE = 32  # table headers: array, node, sizes, metatable, flags
    OBJECT = 64  # headers of all other objects, the upvalue pointers of closures
    GC = 128  # the collector's state: gc_debt, phase, marks
    CLOCK = 256  # VM.clock and its limit
    VM = 512  # all other state of the VM and of threads
    ALL = 1023


class Kind(Enum):
    """What an operand may be."""

    NUM = "NUM"
    INT = "INT"
    VAL = "VAL"
    TAB = "TAB"
    FUN = "FUN"
    PTR = "PTR"
    OBJECT = "object"  # any object type or PTR
    BOXABLE = "boxable"  # anything that has a boxed form
    WORD = "word"  # INT, VAL or a pointer; a second WORD has the type of the first
    KEY = "key"  # a VAL constant


class Aux(Enum):
    """What kind of immediate an operation carries in `Instruction.aux`."""

    NONE = "none"
    COUNT = "count"  # int: a number of values, -1 for all
    SLOT = "slot"  # int: slot relative to BASE at fragment entry; -1 is the function, extra
    # arguments of a vararg function are below
    SITE = "site"  # int: number of a counter in the table of forced sites
    FIELD = "field"  # fields.Field
    INDEX = "index"  # int, not negative: number of a node or of an upvalue
    KERNEL = "kernel"  # calls.KernelCall


class Effect(Enum):
    """How an operation touches memory; the regions stand in `reads` and `writes`."""

    PURE = "pure"
    LOAD = "load"
    STORE = "store"
    CALL = "call"


@dataclass(frozen=True, slots=True, eq=False)
class Op:
    """One operation. Compared by identity; `number` is dense, for tables indexed by it.

    `result` is None where the instruction itself carries its type (`unbox`, `fload`, calls).
    `variadic` operations take any number of operands, described by their KernelCall.
    `aux_at` says before how many operands the immediate is printed. `pinned` operations are
    never merged, moved or removed. `removable` ones go when nobody uses the result.
    """

    number: int
    name: str
    operands: tuple[Kind, ...]
    result: IRType | None
    guard: bool
    snapshot: bool
    effect: Effect
    reads: Alias
    writes: Alias
    commutative: bool
    variadic: bool
    pinned: bool
    removable: bool
    aux: Aux
    aux_at: int
    doc: str

    def __repr__(self) -> str:
        return f"<op {self.name}>"


def _build() -> dict[str, Op]:
    ops: dict[str, Op] = {}

    def op(
        name: str,
        operands: str,
        result: IRType | None,
        doc: str,
        *,
        guard: bool = False,
        snapshot: bool = False,
        effect: Effect = Effect.PURE,
        reads: Alias = Alias.NONE,
        writes: Alias = Alias.NONE,
        commutative: bool = False,
        variadic: bool = False,
        pinned: bool = False,
        kept: bool = False,
        aux: Aux = Aux.NONE,
        aux_at: int = 0,
    ) -> None:
        kinds = tuple(Kind[k] for k in operands.split())
        removable = not (guard or pinned or kept) and effect in (Effect.PURE, Effect.LOAD)
        ops[name] = Op(
            len(ops), name, kinds, result, guard, guard or snapshot, effect, reads, writes,
            commutative, variadic, pinned, removable, aux, aux_at, doc,
        )  # fmt: skip

    none, num, int_, val, ptr = IRType.NONE, IRType.NUM, IRType.INT, IRType.VAL, IRType.PTR

    op("sload", "", val, "the boxed value in slot #aux of the stack", effect=Effect.LOAD,
       reads=Alias.SLOT, aux=Aux.SLOT)  # fmt: skip
    # What an exit left in a register goes on from there; behind other entries it is in memory.
    # Slots above MAX_SLOT stand for what sunk objects of the exit hold.
    op("inherit", "", None, "the value in slot #aux at entry, known to have this type",
       aux=Aux.SLOT)  # fmt: skip
    op("unbox", "VAL", None, "guard that the value has the instruction's type; its payload",
       guard=True)  # fmt: skip
    op("box", "BOXABLE", val, "boxed form; an INT becomes the number of the same value")

    word = {"eq": ("a == b", True), "ne": ("a != b", True)}
    for name, (doc, commutative) in word.items():
        op(name, "WORD WORD", none, f"guard {doc}, bit by bit", guard=True, commutative=commutative)
    integer = {"lt": "<", "ge": ">=", "le": "<=", "gt": ">"}
    for name, sign in integer.items():
        op(name, "INT INT", none, f"guard a {sign} b, signed", guard=True)
    op("ult", "INT INT", none, "guard a < b, unsigned", guard=True)
    op("uge", "INT INT", none, "guard a >= b, unsigned", guard=True)
    op("apart", "PTR PTR", none, "guard that a is below b, or NEARBY bytes above it or more",
       guard=True)  # fmt: skip
    number = {"feq": "==", "fne": "!=", "flt": "<", "fge": ">=", "fle": "<=", "fgt": ">"}
    for name, sign in number.items():
        note = "true for NaN" if name == "fne" else "false for NaN"
        op(name, "NUM NUM", none, f"guard a {sign} b, {note}", guard=True,
           commutative=name in ("feq", "fne"))  # fmt: skip
    negated = {"fnlt": "<", "fnge": ">=", "fnle": "<=", "fngt": ">"}
    for name, sign in negated.items():
        op(name, "NUM NUM", none, f"guard not (a {sign} b), so true for NaN", guard=True)

    # Not marked as commutative: of two NaN operands the first one survives, and its sign
    # shows when a program prints it.
    op("add", "NUM NUM", num, "a + b")
    op("sub", "NUM NUM", num, "a - b")
    op("mul", "NUM NUM", num, "a * b")
    op("div", "NUM NUM", num, "a / b")
    op("neg", "NUM", num, "a with its sign bit flipped")
    op("abs", "NUM", num, "a with its sign bit cleared")
    op("floor", "NUM", num, "a rounded down; keeps -0, NaN and infinities")
    op("ceil", "NUM", num, "a rounded up; -0.5 gives -0")
    op("sqrt", "NUM", num, "correctly rounded square root")
    op("min", "NUM NUM", num, "b < a ? b : a")
    op("max", "NUM NUM", num, "b > a ? b : a")

    op("iadd", "INT INT", int_, "a + b, wrapping at 64 bits", commutative=True)
    op("isub", "INT INT", int_, "a - b, wrapping at 64 bits")
    op("imul", "INT INT", int_, "a * b, wrapping at 64 bits", commutative=True)
    op("ineg", "INT", int_, "-a, wrapping at 64 bits")
    op("band", "INT INT", int_, "bitwise and", commutative=True)
    op("bor", "INT INT", int_, "bitwise or", commutative=True)
    op("bxor", "INT INT", int_, "bitwise exclusive or", commutative=True)
    op("bnot", "INT", int_, "bitwise not")
    op("shl", "INT INT", int_, "a << (b mod 64)")
    op("shr", "INT INT", int_, "a >> (b mod 64), zeros shifted in")
    op("sar", "INT INT", int_, "a >> (b mod 64), sign shifted in")
    op("sext", "INT", int_, "the low 32 bits of a, sign-extended")
    op("numlo", "NUM", int_, "the low 32 bits of a's word, sign-extended")
    # Operands are int32 values in 64-bit registers (the verifier cannot see it, the guard can).
    op("iaddov", "INT INT", int_, "a + b, guard that it is an int32", guard=True, commutative=True)
    op("isubov", "INT INT", int_, "a - b, guard that it is an int32", guard=True)
    op("imulov", "INT INT", int_, "a * b, guard that it is an int32", guard=True, commutative=True)
    op("int2num", "INT", num, "a as f64, rounded to nearest even")
    op("num2int", "NUM", int_, "guard that a is a whole int32 number; -0 gives 0", guard=True)

    op("fload", "OBJECT", None, "the field of an object, zero- or sign-extended to 64 bits",
       effect=Effect.LOAD, aux=Aux.FIELD, aux_at=1)  # fmt: skip
    op("fstore", "OBJECT WORD", none, "store the low `width` bytes into the field",
       effect=Effect.STORE, aux=Aux.FIELD, aux_at=1)  # fmt: skip
    op("aref", "PTR INT", ptr, "address a + 8 * b of an array element")
    op("hrefk", "PTR KEY", ptr, "guard node[aux].key == key; the address of node[aux].value",
       guard=True, effect=Effect.LOAD, reads=Alias.KEY, aux=Aux.INDEX, aux_at=1)  # fmt: skip
    op("nref", "PTR KEY", ptr, "the address of node[aux].value, whose key is certain",
       aux=Aux.INDEX, aux_at=1)  # fmt: skip
    op("hmiss", "PTR KEY", none, "guard that no node linked from node[aux] on has the key",
       guard=True, effect=Effect.LOAD, reads=Alias.KEY, aux=Aux.INDEX, aux_at=1)  # fmt: skip
    op("uref", "FUN", ptr, "address of the value of the closure's upvalue #aux",
       effect=Effect.LOAD, reads=Alias.OBJECT, aux=Aux.INDEX, aux_at=1)  # fmt: skip
    # Done again it does nothing until the collector has run, so it is merged as a load is.
    op("tbar", "TAB", none, "write barrier: a black table becomes gray again",
       effect=Effect.LOAD, reads=Alias.GC, kept=True)  # fmt: skip
    op("aload", "PTR", val, "value of an array element", effect=Effect.LOAD, reads=Alias.ARRAY)
    op("hload", "PTR", val, "value of a hash node", effect=Effect.LOAD, reads=Alias.HASH)
    # An open upvalue may live in a stack slot, but never in one of the fragment's own frames:
    # the snapshot state of those slots is in registers. Recorders see to that.
    op("uload", "PTR", val, "value of an upvalue", effect=Effect.LOAD,
       reads=Alias.UPVALUE)  # fmt: skip
    op("astore", "PTR BOXABLE", none, "store boxed into an array element", effect=Effect.STORE,
       writes=Alias.ARRAY)  # fmt: skip
    op("hstore", "PTR BOXABLE", none, "store boxed into a hash node", effect=Effect.STORE,
       writes=Alias.HASH)  # fmt: skip
    op("ustore", "PTR BOXABLE", none, "store boxed into an upvalue", effect=Effect.STORE,
       writes=Alias.UPVALUE)  # fmt: skip

    op("call", "", None, "call a kernel that neither throws nor moves the stack",
       effect=Effect.CALL, variadic=True, aux=Aux.KERNEL)  # fmt: skip
    # Made of a call by optimizer/sink.py. Only snapshots refer to it, and say what is stored in it.
    op("sunk", "", None, "an object that exits make as the call would", variadic=True,
       aux=Aux.KERNEL)  # fmt: skip
    op("spend", "", none, "add #aux to VM.gc_debt, in place of an allocation",
       effect=Effect.STORE, writes=Alias.GC, aux=Aux.COUNT)  # fmt: skip
    op("scall", "", None, "write the snapshot's state to memory, then call a kernel that may throw",
       effect=Effect.CALL, snapshot=True, variadic=True, writes=Alias.SLOT, pinned=True,
       aux=Aux.KERNEL)  # fmt: skip
    # Slots are counted from the caller's base behind it: fragments with a loop have none.
    op("retf", "PTR", none, "guard that the entry frame returns to code address a; its caller "
       "becomes the entry frame", guard=True, effect=Effect.CALL,
       reads=Alias.ALL, writes=Alias.SLOT | Alias.VM, pinned=True)  # fmt: skip
    op("wants", "", none, "guard that the entry frame returns #aux values (-1: all) to Lua code",
       guard=True, effect=Effect.LOAD, reads=Alias.VM, pinned=True, aux=Aux.COUNT)  # fmt: skip
    op("room", "", none, "guard that the stacks have room for a fragment above the entry frame",
       guard=True, effect=Effect.LOAD, reads=Alias.VM, pinned=True)  # fmt: skip
    op("gccheck", "", none, "guard VM.gc_debt < 0", guard=True, effect=Effect.LOAD,
       reads=Alias.GC)  # fmt: skip
    op("clockcheck", "", none, "guard VM.clock + the snapshot's clock < VM.clock_limit",
       guard=True, effect=Effect.LOAD, reads=Alias.CLOCK, pinned=True)  # fmt: skip
    # Put in front of guards behind the last pass. Nothing else reads its counters, so it counts as
    # a load: the code around it is as it would be without it.
    op("force", "", none, "count down site #aux's counter, guard that it is not 0 then",
       guard=True, effect=Effect.LOAD, pinned=True, aux=Aux.SITE)  # fmt: skip
    return ops


OPS: Final[Mapping[str, Op]] = _build()
"""Every operation by name, in the order of `Op.number`."""


SUNK: Final = OPS["sunk"]

# Their exits are for the interpreter to act on, however often they are taken.
COLD_GUARDS: Final = frozenset({OPS["gccheck"], OPS["room"], OPS["force"]})


def describe() -> str:
    """The operation table as text, one line per operation."""
    lines = []
    for op in OPS.values():
        operands = "..." if op.variadic else " ".join(kind.value for kind in op.operands)
        result = "typed" if op.result is None else op.result.value
        flags = "guard" if op.guard else op.effect.value
        lines.append(f"{op.name:<11}{operands:<18}{result:<7}{flags:<7}{op.doc}")
    return "\n".join(lines) + "\n"
