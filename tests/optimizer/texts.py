"""Comparing fragments by their text: IR in, IR out."""

import re

from conformance.generators.record_world import FIELDS
from conformance.jit_under_test.ir.calls import KernelCall
from conformance.jit_under_test.ir.fragment import Fragment
from conformance.jit_under_test.ir.ops import Alias
from conformance.jit_under_test.ir.text import format_fragment, parse_fragment
from conformance.jit_under_test.ir.types import IRType

NUM, INT = IRType.NUM, IRType.INT
CALLS = {
    call.name: call
    for call in (
        KernelCall("pure", (NUM,), NUM, False, Alias.NONE, Alias.NONE),
        KernelCall("make", (), IRType.TAB, True, Alias.NONE, Alias.GC, True),
        KernelCall("copy", (IRType.TAB,), IRType.TAB, True, Alias.NONE, Alias.GC, True),
        KernelCall("new", (INT, INT), IRType.TAB, True, Alias.NONE, Alias.GC, True),
        KernelCall("grow", (), IRType.NONE, True, Alias.ALL, Alias.ARRAY | Alias.TABLE),
        KernelCall("count", (INT,), INT, True, Alias.VM, Alias.VM),
        KernelCall("any", (), IRType.NONE, True),
    )
}


def parse(text: str) -> Fragment:
    """The fragment of `text`; a missing end becomes a stop with snapshot 0."""
    if not re.search(r"^\s*end ", text, re.MULTILINE):
        text += "\nend stop !0\n"
    return parse_fragment(text, FIELDS, CALLS)


def normal(text: str) -> list[str]:
    """The lines of `text` as the printer writes them."""
    return lines(parse(text))


def lines(fragment: Fragment) -> list[str]:
    """The lines of a fragment without its header."""
    return format_fragment(fragment).splitlines()[1:]
