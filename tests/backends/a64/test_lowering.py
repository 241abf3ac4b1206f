"""The instructions that single operations become: IR in, assembly out."""

import capstone
import pytest

from conformance.jit_under_test.backends.a64.backend import A64Backend
from conformance.jit_under_test.ir.text import parse_fragment
from conformance.jit_under_test.runtime.memory_map import CODE_BASE, VM_ADDRESS
from conformance.oracles.fragment_world import KERNELS, LAYOUT

CALLS = {kernel.call.name: kernel.call for kernel in KERNELS}
KERNEL = CODE_BASE - 0x100_0000


def lowered(body: str) -> str:
    """The main line's code of all but the `sload`s, exits shown as `exit`."""
    lines = body.split(";")
    text = "\n".join(
        ['fragment 1 root "test"', "snap 0 pc=0x1000 clock=0 {}", *lines, "end stop !0"]
    )
    fragment = parse_fragment(text, LAYOUT.fields, CALLS)
    symbols = dict.fromkeys(CALLS, KERNEL)
    compiled = A64Backend(LAYOUT).compile(fragment, CODE_BASE, symbols, [1])
    disassembler = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    shown = []
    exit_address = f"#{CODE_BASE + compiled.exit_stubs[0]:#x}"
    # The last instruction is followed by the end's code, which is the exit.
    starts = [*compiled.instruction_offsets[:-1], compiled.exit_stubs[0]]
    for ins, start, stop in zip(fragment.instructions, starts, starts[1:], strict=False):
        if ins.op.name != "sload":
            for one in disassembler.disasm(compiled.code[start:stop], CODE_BASE + start):
                shown.append(f"{one.mnemonic} {one.op_str}".replace(exit_address, "exit"))
    return "; ".join(shown)


# A value whose representation does not matter comes from `fload`: v0 and v1 are INTs.
INTS = "v0 = fload INT PTR:0x1000000000 cell.i0;v1 = fload INT PTR:0x1000000000 cell.i1;"
LOAD_INTS = "ldr x0, [x19]; ldr x1, [x19, #8]; "
NUMS = INTS + "v2 = int2num NUM v0;v3 = int2num NUM v1;"
LOAD_NUMS = LOAD_INTS + "scvtf d0, x0; scvtf d1, x1; "

# Guard -> the condition that leaves; for NaN, FCMP gives "greater" (C) and "overflow" (V).
NUMBER_FAILS = {"feq": "ne", "fne": "eq", "flt": "pl", "fge": "lt", "fle": "hi", "fgt": "le"}
NUMBER_FAILS |= {"fnlt": "mi", "fnge": "ge", "fnle": "ls", "fngt": "gt"}

CASES = {
    "unbox a slot as a number": (
        "v0 = sload VAL #3;v1 = unbox NUM v0 !0;v2 = add NUM v1 v1;flt v2 v1 !0",
        "ldr x16, [x20, #0x18]; cmp x16, x28; b.hi exit; fmov d0, x16; fadd d1, d0, d0; "
        "fcmp d1, d0; b.pl exit",
    ),
    "unbox a table and read it": (
        "v0 = sload VAL #1;v1 = unbox TAB v0 !0;v2 = fload INT v1 table.sizearray;lt v2 9 !0",
        "ldr x16, [x20, #8]; asr x17, x16, #0x2f; cmn x17, #0xb; b.ne exit; "
        "and x0, x16, #0x7fffffffffff; ldr w0, [x0, #0xc]; cmp x0, #9; b.ge exit",
    ),
    "only check a type": (
        "v0 = sload VAL #-1;v1 = unbox STR v0 !0",
        "ldur x16, [x20, #-8]; asr x17, x16, #0x2f; cmn x17, #0xc; b.ne exit",
    ),
    "compare with zero": (
        INTS + "eq v0 0 !0;ne v0 0 !0;lt v1 0 !0;ge v1 0 !0",
        LOAD_INTS + "cbnz x0, exit; cbz x0, exit; tbz x1, #0x3f, exit; tbnz x1, #0x3f, exit",
    ),
    "compare with constants": (
        INTS + "lt v0 4095 !0;gt 7 v1 !0;eq v0 -3 !0;ult v0 4096 !0",
        LOAD_INTS + "cmp x0, #0xfff; b.ge exit; cmp x1, #7; b.ge exit; cmn x0, #3; b.ne exit; "
        "mov x17, #0x1000; cmp x0, x17; b.hs exit",
    ),
    "arithmetic with constants": (
        INTS + "v2 = iadd INT v0 -5;v3 = band INT 255 v1;v4 = shl INT v0 3;v5 = sar INT v1 65;"
        "lt v2 v3 !0;lt v4 v5 !0",
        LOAD_INTS + "sub x2, x0, #5; and x3, x1, #0xff; lsl x0, x0, #3; asr x1, x1, #1; "
        "cmp x2, x3; b.ge exit; cmp x0, x1; b.ge exit",
    ),
    "int32 overflow": (
        INTS + "v2 = iaddov INT v0 1 !0;lt v2 v1 !0",
        LOAD_INTS + "add x0, x0, #1; cmp x0, w0, sxtw; b.ne exit; cmp x0, x1; b.ge exit",
    ),
    "number to integer": (
        NUMS + "v4 = num2int INT v2 !0;lt v4 v1 !0",
        LOAD_INTS
        + "scvtf d0, x0; fcvtzs w0, d0; scvtf d31, w0; fcmp d0, d31; b.ne exit; sxtw x0, w0; "
        "cmp x0, x1; b.ge exit",
    ),
    "every number comparison": (
        NUMS + ";".join(f"{name} v2 v3 !0" for name in NUMBER_FAILS),
        LOAD_NUMS + "; ".join(f"fcmp d0, d1; b.{fails} exit" for fails in NUMBER_FAILS.values()),
    ),
    "compare with a number": (
        NUMS + "flt v2 0.0 !0;fge v3 2.5 !0",
        LOAD_NUMS + "fcmp d0, #0.0; b.pl exit; fmov d31, #2.50000000; fcmp d1, d31; b.lt exit",
    ),
    "minimum keeps the first operand": (
        NUMS + "v4 = min NUM v2 v3;v5 = max NUM v4 v2;flt v5 v3 !0",
        LOAD_NUMS + "fcmp d1, d0; fcsel d2, d1, d0, mi; fcmp d0, d2; fcsel d2, d0, d2, gt; "
        "fcmp d2, d1; b.pl exit",
    ),
    "array element by index": (
        INTS + "v2 = fload PTR PTR:0x1000000000 cell.ptr;v3 = aref PTR v2 v0;v4 = aload VAL v3;"
        "eq v4 nil !0;v6 = aref PTR v2 v1;astore v6 v4",
        LOAD_INTS + "ldr x2, [x19, #0x60]; ldr x0, [x2, x0, lsl #3]; "
        "mov x17, #-0x1000000000000; cmp x0, x17; b.ne exit; str x0, [x2, x1, lsl #3]",
    ),
    "node by key": (
        "v0 = fload PTR PTR:0x1000000000 cell.ptr;v1 = hrefk PTR v0 #2 VAL:0x3ff8000000000000 !0;"
        "v2 = hload VAL v1;hstore v1 true;eq v2 true !0",
        "ldr x0, [x19, #0x60]; ldr x16, [x0, #0x38]; mov x17, #0x3ff8000000000000; "
        "cmp x16, x17; b.ne exit; ldr x1, [x0, #0x30]; mov x16, #-0x2000000000000; "
        "str x16, [x0, #0x30]; mov x17, #-0x2000000000000; cmp x1, x17; b.ne exit",
    ),
    "store boxed": (
        INTS + "v2 = fload PTR PTR:0x1000000000 cell.ptr;v3 = fload TAB PTR:0x1000000000 cell.tab;"
        "astore v2 v0;astore v2 v3;astore v2 0.0",
        "ldr x0, [x19]; ldr x1, [x19, #0x60]; ldr x2, [x19, #0x50]; "
        "scvtf d30, x0; str d30, [x1]; orr x16, x2, #0x800000000000; "
        "movk x16, #0xfffa, lsl #48; str x16, [x1]; str xzr, [x1]",
    ),
    "calls": (
        INTS + "v2 = call NUM @weigh_mixed v1 1.0 v0 -0.5 0.0;flt v2 1.0 !0",
        LOAD_INTS + "mov x2, x0; fmov d0, #1.00000000; fmov d1, #-0.50000000; fmov d2, xzr; "
        f"mov x0, x19; bl #{KERNEL:#x}; fmov d31, #1.00000000; fcmp d0, d31; b.pl exit",
    ),
    "state of the collector": (
        "gccheck !0;clockcheck !0",
        f"ldr x16, [x19, #{LAYOUT.vm_gc_debt:#x}]; tbz x16, #0x3f, exit; "
        f"ldr x16, [x19, #{LAYOUT.vm_clock:#x}]; ldr x17, [x19, #{LAYOUT.vm_clock_limit:#x}]; "
        "cmp x16, x17; b.hs exit",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_operation_becomes(name: str) -> None:
    body, expected = CASES[name]
    assert VM_ADDRESS == 0x1000000000
    assert lowered(body) == expected
