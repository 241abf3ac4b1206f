"""Instructions of a function under construction, their lines, and lists of pending jumps.

A jump list threads unfinished JMP instructions through their own offsets: each holds the distance
to the next one, and -1 (a jump to itself, which no program needs) ends the list. A list is named
by the pc of its first jump. Jumps to the next instruction to be made wait in `pending`, so that
jumps to jumps can still be joined.
"""

from typing import Final

from conformance.jit_under_test.bytecode.opcodes import MAX_SBX, NO_REGISTER, OP_INFO, Op
from conformance.jit_under_test.frontend.expression import NO_JUMP
from conformance.jit_under_test.frontend.lexer import Lexer

_JMP: Final = int(Op.JMP)
_LOADBOOL: Final = int(Op.LOADBOOL)
_TEST: Final = int(Op.TEST)
_TESTSET: Final = int(Op.TESTSET)
_TESTS: Final = frozenset(op for op, info in enumerate(OP_INFO) if info.is_test)

_OPEN_JUMP: Final = _JMP | (NO_JUMP + MAX_SBX) << 14
_A_MASK: Final = 0xFF << 6
_BX_MASK: Final = 0x3FFFF << 14
_B_SHIFT: Final = 23
_C_FIELD: Final = 0x1FF << 14


class CodeBuffer:
    """Appends instructions and resolves jumps. Lines come from the lexer's last token."""

    __slots__ = ("_tails", "code", "last_target", "lexer", "lines", "pending")

    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer
        self.code: list[int] = []
        self.lines: list[int] = []
        # The list of jumps to the next instruction, and the last pc that is a jump's target.
        self.pending = NO_JUMP
        self.last_target = -1
        # The last member of a list by its first, unless it has one only: walking long lists to
        # their end, as PUC does, would take too long here.
        self._tails: dict[int, int] = {}

    def emit(self, instruction: int) -> int:
        """Append one instruction word and return its pc."""
        code = self.code
        if self.pending != NO_JUMP:
            pending = self.pending
            self.pending = NO_JUMP
            here = len(code)
            self.patch_values(pending, here, NO_REGISTER, here)
        code.append(instruction)
        self.lines.append(self.lexer.last_line)
        return len(code) - 1

    def emit_abc(self, op: int, a: int, b: int, c: int) -> int:
        """Append an instruction with operands A, B and C."""
        return self.emit(op | a << 6 | c << 14 | b << 23)

    def emit_abx(self, op: int, a: int, bx: int) -> int:
        """Append an instruction with operands A and Bx."""
        return self.emit(op | a << 6 | bx << 14)

    def emit_jump(self) -> int:
        """Append a JMP with no target yet, and return the list of it and of all pending jumps."""
        pending = self.pending
        self.pending = NO_JUMP
        return self.concat(self.emit(_OPEN_JUMP), pending)

    def emit_open_jump(self, op: int, a: int) -> int:
        """Append a loop instruction with no target yet; return its pc, a jump list of one."""
        return self.emit(op | a << 6 | (NO_JUMP + MAX_SBX) << 14)

    def emit_test(self, op: int, a: int, b: int, c: int) -> int:
        """Append a test and the jump it controls; return the list of the jump."""
        self.emit(op | a << 6 | c << 14 | b << 23)
        return self.emit_jump()

    def drop_last(self) -> None:
        """Remove the last instruction."""
        self.code.pop()
        self.lines.pop()

    def set_a(self, pc: int, a: int) -> None:
        """Replace operand A of an instruction."""
        self.code[pc] = self.code[pc] & ~_A_MASK | a << 6

    def set_b(self, pc: int, b: int) -> None:
        """Replace operand B of an instruction."""
        self.code[pc] = self.code[pc] & 0x7FFFFF | b << _B_SHIFT

    def set_c(self, pc: int, c: int) -> None:
        """Replace operand C of an instruction."""
        self.code[pc] = self.code[pc] & ~_C_FIELD | c << 14

    def fix_line(self, line: int) -> None:
        """Change the line of the last instruction."""
        self.lines[-1] = line

    def label(self) -> int:
        """Return the next pc and remember that something jumps to it."""
        self.last_target = here = len(self.code)
        return here

    def concat(self, first: int, second: int) -> int:
        """Return the list of all jumps of `first`, then those of `second`."""
        if second == NO_JUMP:
            return first
        if first == NO_JUMP:
            return second
        tails = self._tails
        self._aim(tails.get(first, first), second)
        tails[first] = tails.get(second, second)
        return first

    def patch_to_here(self, jumps: int) -> None:
        """Let all `jumps` go to the next instruction to be made."""
        self.last_target = len(self.code)
        self.pending = self.concat(self.pending, jumps)

    def patch(self, jumps: int, target: int) -> None:
        """Let all `jumps` go to `target`, an instruction made already or the next one."""
        if target == len(self.code):
            self.patch_to_here(jumps)
        else:
            self.patch_values(jumps, target, NO_REGISTER, target)

    def patch_values(self, jumps: int, value_target: int, register: int, other_target: int) -> None:
        """Let jumps whose test stores its value in `register` go to `value_target`, and the rest
        to `other_target`. With NO_REGISTER no test stores."""
        while jumps != NO_JUMP:
            following = self._next_jump(jumps)
            stored = self._set_test_register(jumps, register)
            self._aim(jumps, value_target if stored else other_target)
            jumps = following

    def needs_value(self, jumps: int) -> bool:
        """Tell whether some jump of the list does not bring its value along."""
        while jumps != NO_JUMP:
            if self.code[self._control(jumps)] & 0x3F != _TESTSET:
                return True
            jumps = self._next_jump(jumps)
        return False

    def discard_values(self, jumps: int) -> None:
        """Turn all tests of the list that store a value into plain tests."""
        while jumps != NO_JUMP:
            self._set_test_register(jumps, NO_REGISTER)
            jumps = self._next_jump(jumps)

    def invert(self, jump: int) -> None:
        """Swap the outcome in which the comparison before `jump` jumps."""
        pc = self._control(jump)
        instruction = self.code[pc]
        self.set_a(pc, 0 if instruction & _A_MASK else 1)

    def emit_bool_label(self, register: int, value: int, skip: int) -> int:
        """Append a LOADBOOL that is a jump's target, and return its pc."""
        self.label()
        return self.emit_abc(_LOADBOOL, register, value, skip)

    def _next_jump(self, pc: int) -> int:
        offset = (self.code[pc] >> 14) - MAX_SBX
        return NO_JUMP if offset == NO_JUMP else pc + 1 + offset

    def _aim(self, pc: int, target: int) -> None:
        offset = target - (pc + 1)
        if not -MAX_SBX <= offset <= MAX_SBX:
            raise self.lexer.syntax_error(b"control structure too long")
        self.code[pc] = self.code[pc] & ~_BX_MASK | (offset + MAX_SBX) << 14

    def _control(self, jump: int) -> int:
        """Return the pc of the test that controls a jump, or of the jump itself."""
        return jump - 1 if jump >= 1 and self.code[jump - 1] & 0x3F in _TESTS else jump

    def _set_test_register(self, jump: int, register: int) -> bool:
        """Let the TESTSET before `jump` store in `register`, or make it a plain TEST if that is
        NO_REGISTER or the tested register itself. Returns False if there is no TESTSET."""
        pc = self._control(jump)
        instruction = self.code[pc]
        if instruction & 0x3F != _TESTSET:
            return False
        tested = instruction >> _B_SHIFT
        if register not in (NO_REGISTER, tested):
            self.set_a(pc, register)
        else:
            self.code[pc] = _TEST | tested << 6 | instruction & _C_FIELD
        return True
