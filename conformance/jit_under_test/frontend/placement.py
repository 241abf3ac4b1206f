"""Placing expressions: from a descriptor to a register, an operand, a variable or a branch."""

from typing import Final

from conformance.jit_under_test.bytecode.opcodes import (
    CONST_BIT,
    MAX_CONST_OPERAND,
    NO_REGISTER,
    Op,
)
from conformance.jit_under_test.frontend.expression import (
    CALL,
    CONSTANT,
    FALSE,
    GLOBAL,
    INDEXED,
    JUMP,
    LOCAL,
    NIL,
    NO_JUMP,
    NUMBER,
    REGISTER,
    RELOCATABLE,
    TRUE,
    UPVALUE,
    VARARG,
    Expression,
)
from conformance.jit_under_test.frontend.function_state import FunctionState

_MOVE: Final = int(Op.MOVE)
_LOADK: Final = int(Op.LOADK)
_LOADBOOL: Final = int(Op.LOADBOOL)
_LOADNIL: Final = int(Op.LOADNIL)
_GETUPVAL: Final = int(Op.GETUPVAL)
_GETGLOBAL: Final = int(Op.GETGLOBAL)
_GETTABLE: Final = int(Op.GETTABLE)
_SETGLOBAL: Final = int(Op.SETGLOBAL)
_SETUPVAL: Final = int(Op.SETUPVAL)
_SETTABLE: Final = int(Op.SETTABLE)
_SELF: Final = int(Op.SELF)
_NOT: Final = int(Op.NOT)
_TEST: Final = int(Op.TEST)
_TESTSET: Final = int(Op.TESTSET)

_LITERALS: Final = frozenset((NUMBER, TRUE, FALSE, NIL))

# The count of results that stands for "all there are".
MULTIPLE: Final = -1


def emit_nil(fs: FunctionState, first: int, count: int) -> None:
    """Set `count` registers from `first` to nil, widening a LOADNIL just before if no jump comes
    between. Registers of a fresh frame above its parameters are nil already."""
    code = fs.code
    here = len(code)
    if here > fs.last_target:
        if here == 0:
            if first >= fs.active_count:
                return
        else:
            previous = code[-1]
            if previous & 0x3F == _LOADNIL:
                start = previous >> 6 & 0xFF
                end = previous >> 23
                if start <= first <= end + 1:
                    if first + count - 1 > end:
                        fs.set_b(here - 1, first + count - 1)
                    return
    fs.emit_abc(_LOADNIL, first, first + count - 1, 0)


def set_results(fs: FunctionState, e: Expression, count: int) -> None:
    """Fix the number of results of a call or of `...`; nothing for other expressions."""
    if e.kind is CALL:
        fs.set_c(e.info, count + 1)
    elif e.kind is VARARG:
        fs.set_b(e.info, count + 1)
        fs.set_a(e.info, fs.free_register)
        fs.reserve(1)


def discharge(fs: FunctionState, e: Expression) -> None:
    """Read variables and cut calls to one value: afterwards `e` is a value, not a place."""
    kind = e.kind
    if kind is LOCAL:
        e.kind = REGISTER
    elif kind is GLOBAL:
        e.info = fs.emit_abx(_GETGLOBAL, 0, e.info)
        e.kind = RELOCATABLE
    elif kind is INDEXED:
        fs.release(e.aux)
        fs.release(e.info)
        e.info = fs.emit_abc(_GETTABLE, 0, e.info, e.aux)
        e.kind = RELOCATABLE
    elif kind is UPVALUE:
        e.info = fs.emit_abc(_GETUPVAL, 0, e.info, 0)
        e.kind = RELOCATABLE
    elif kind is CALL or kind is VARARG:
        cut_to_one(fs, e)


def cut_to_one(fs: FunctionState, e: Expression) -> None:
    """Let a call or `...` give exactly one value."""
    if e.kind is CALL:
        e.kind = REGISTER
        e.info = fs.code[e.info] >> 6 & 0xFF
    elif e.kind is VARARG:
        fs.set_b(e.info, 2)
        e.kind = RELOCATABLE


def release(fs: FunctionState, e: Expression) -> None:
    """Give back the register of an expression that has one."""
    if e.kind is REGISTER:
        fs.release(e.info)


def _load(fs: FunctionState, e: Expression, register: int) -> None:
    """Bring the value of `e`, jumps aside, into `register`. Tests stay tests."""
    discharge(fs, e)
    kind = e.kind
    if kind is RELOCATABLE:
        fs.set_a(e.info, register)
    elif kind is REGISTER:
        if e.info != register:
            fs.emit_abc(_MOVE, register, e.info, 0)
    elif kind is CONSTANT:
        fs.emit_abx(_LOADK, register, e.info)
    elif kind is NUMBER:
        fs.emit_abx(_LOADK, register, fs.number_constant(e.number))
    elif kind is NIL:
        emit_nil(fs, register, 1)
    elif kind is TRUE or kind is FALSE:
        fs.emit_abc(_LOADBOOL, register, kind is TRUE, 0)
    else:
        return
    e.info = register
    e.kind = REGISTER


def _load_anywhere(fs: FunctionState, e: Expression) -> None:
    if e.kind is not REGISTER:
        fs.reserve(1)
        _load(fs, e, fs.free_register - 1)


def to_register(fs: FunctionState, e: Expression, register: int) -> None:
    """Bring the value of `e` into `register`, with all its early exits."""
    _load(fs, e, register)
    if e.kind is JUMP:
        e.when_true = fs.concat(e.when_true, e.info)
    if e.when_true != e.when_false:
        load_false = load_true = NO_JUMP
        if fs.needs_value(e.when_true) or fs.needs_value(e.when_false):
            skip = NO_JUMP if e.kind is JUMP else fs.emit_jump()
            load_false = fs.emit_bool_label(register, 0, 1)
            load_true = fs.emit_bool_label(register, 1, 0)
            fs.patch_to_here(skip)
        end = fs.label()
        fs.patch_values(e.when_false, end, register, load_false)
        fs.patch_values(e.when_true, end, register, load_true)
    e.when_true = e.when_false = NO_JUMP
    e.info = register
    e.kind = REGISTER


def to_next_register(fs: FunctionState, e: Expression) -> None:
    """Bring the value of `e` into the next free register."""
    discharge(fs, e)
    release(fs, e)
    fs.reserve(1)
    to_register(fs, e, fs.free_register - 1)


def to_any_register(fs: FunctionState, e: Expression) -> int:
    """Bring the value of `e` into some register and return that."""
    discharge(fs, e)
    if e.kind is REGISTER:
        if e.when_true == e.when_false:
            return e.info
        if e.info >= fs.active_count:  # not a variable: the jumps may store there too
            to_register(fs, e, e.info)
            return e.info
    to_next_register(fs, e)
    return e.info


def to_value(fs: FunctionState, e: Expression) -> None:
    """Make `e` a value without early exits, in a register only if it must be."""
    if e.when_true != e.when_false:
        to_any_register(fs, e)
    else:
        discharge(fs, e)


def to_operand(fs: FunctionState, e: Expression) -> int:
    """Return `e` as an operand: a constant's number with CONST_BIT if that fits, or a register."""
    to_value(fs, e)
    kind = e.kind
    if kind is CONSTANT:
        if e.info <= MAX_CONST_OPERAND:
            return e.info | CONST_BIT
    # PUC asks how many constants there are before it looks whether this is one of them.
    elif kind in _LITERALS and len(fs.constants) <= MAX_CONST_OPERAND:
        if kind is NUMBER:
            e.info = fs.number_constant(e.number)
        else:
            e.info = fs.simple_constant(None if kind is NIL else kind is TRUE)
        e.kind = CONSTANT
        return e.info | CONST_BIT
    return to_any_register(fs, e)


def store(fs: FunctionState, target: Expression, e: Expression) -> None:
    """Assign the value of `e` to a variable or table field."""
    kind = target.kind
    if kind is LOCAL:
        release(fs, e)
        to_register(fs, e, target.info)
        return
    if kind is INDEXED:
        value = to_operand(fs, e)
        fs.emit_abc(_SETTABLE, target.info, target.aux, value)
    elif kind is GLOBAL:
        fs.emit_abx(_SETGLOBAL, to_any_register(fs, e), target.info)
    else:
        fs.emit_abc(_SETUPVAL, to_any_register(fs, e), target.info, 0)
    release(fs, e)


def make_index(fs: FunctionState, table: Expression, key: Expression) -> None:
    """Turn `table`, which is in a register, into the description of its field `key`."""
    table.aux = to_operand(fs, key)
    table.kind = INDEXED


def make_method(fs: FunctionState, receiver: Expression, key: Expression) -> None:
    """Put the method `key` of `receiver`, then the receiver, into two new registers."""
    to_any_register(fs, receiver)
    release(fs, receiver)
    function = fs.free_register
    fs.reserve(2)
    fs.emit_abc(_SELF, function, receiver.info, to_operand(fs, key))
    release(fs, key)
    receiver.info = function
    receiver.kind = REGISTER


def _jump_on(fs: FunctionState, e: Expression, condition: int) -> int:
    """Emit a jump taken when `e` is true (condition 1) or false (0); return its list."""
    if e.kind is RELOCATABLE:
        instruction = fs.code[e.info]
        if instruction & 0x3F == _NOT:
            fs.drop_last()
            return fs.emit_test(_TEST, instruction >> 23, 0, 1 - condition)
    _load_anywhere(fs, e)
    release(fs, e)
    return fs.emit_test(_TESTSET, NO_REGISTER, e.info, condition)


def continue_if_true(fs: FunctionState, e: Expression) -> None:
    """Fall through when `e` is true; the jumps of the other case are in `when_false`."""
    discharge(fs, e)
    kind = e.kind
    if kind is CONSTANT or kind is NUMBER or kind is TRUE:
        jumps = NO_JUMP
    elif kind is JUMP:
        fs.invert(e.info)
        jumps = e.info
    else:
        jumps = _jump_on(fs, e, 0)
    e.when_false = fs.concat(e.when_false, jumps)
    fs.patch_to_here(e.when_true)
    e.when_true = NO_JUMP


def continue_if_false(fs: FunctionState, e: Expression) -> None:
    """Fall through when `e` is false; the jumps of the other case are in `when_true`."""
    discharge(fs, e)
    kind = e.kind
    if kind is NIL or kind is FALSE:
        jumps = NO_JUMP
    elif kind is JUMP:
        jumps = e.info
    else:
        jumps = _jump_on(fs, e, 1)
    e.when_true = fs.concat(e.when_true, jumps)
    fs.patch_to_here(e.when_false)
    e.when_false = NO_JUMP


def negate(fs: FunctionState, e: Expression) -> None:
    """Turn `e` into `not e`."""
    discharge(fs, e)
    kind = e.kind
    if kind is NIL or kind is FALSE:
        e.kind = TRUE
    elif kind is CONSTANT or kind is NUMBER or kind is TRUE:
        e.kind = FALSE
    elif kind is JUMP:
        fs.invert(e.info)
    else:
        _load_anywhere(fs, e)
        release(fs, e)
        e.info = fs.emit_abc(_NOT, 0, e.info, 0)
        e.kind = RELOCATABLE
    e.when_true, e.when_false = e.when_false, e.when_true
    fs.discard_values(e.when_false)
    fs.discard_values(e.when_true)
