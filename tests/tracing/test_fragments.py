"""What the recorder and the optimizer make of short loops, as IR text.

Addresses are shown as `*`. The expected texts are for reading as well: they show where guards
stand, what their exits restore, and what is left in the loop.
"""

import re
from dataclasses import replace

import pytest

from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.options import Options
from tests.tracing.support import HOT, Run, puc, run

SEEN = replace(HOT, clock=False, hot_exit=100)

CASES = {
    "a sum": (
        "local s = 0\nfor i = 1, 100 do s = s + i end",
        """
        fragment 1 root "t:2"
        v0 = sload VAL #1
        v1 = sload VAL #0
        snap 0 pc=* clock=0 {}
        v2 = unbox NUM v1 !0
        v3 = unbox NUM v0 !0
        v4 = add NUM v2 v3
        v5 = sload VAL #2
        v6 = sload VAL #3
        v7 = unbox NUM v6 !0
        feq v7 1.0 !0
        v9 = add NUM v3 1.0
        snap 1 pc=* clock=0 {0: v4}
        fgt v7 0.0 !1
        v11 = unbox NUM v5 !1
        snap 2 pc=* clock=0 diverging {0: nil, 1: nil, 4: nil}
        fle v9 v11 !2
        loop 0 0
        v13 = add NUM v9 1.0
        fle v13 v11 !2
        phi v9 v13
        end loop
        """,
    ),
    # The upvalue is the loop's own variable: it stays in a register.
    "an inlined function that changes a variable of the loop": (
        "local x = 0\nlocal function inc() x = x + 1 end\nfor i = 1, 50 do inc() end",
        """
        fragment 1 root "t:3"
        v0 = sload VAL #2
        v1 = sload VAL #1
        snap 0 pc=* clock=0 {6: v1}
        v2 = unbox FUN v1 !0
        v3 = fload PTR v2 closure.proto
        eq v3 PTR:* !0
        v5 = fload PTR PTR:* vm.current
        v6 = fload PTR v5 thread.base
        v7 = uref PTR v2 #0
        snap 1 pc=* clock=0 frame(6 7 9 * 0 0 k=*) {6: v1, 7: nil, 8: nil}
        eq v7 v6 !1
        v9 = sload VAL #0
        v10 = unbox NUM v9 !1
        v11 = add NUM v10 1.0
        v12 = sload VAL #3
        v13 = sload VAL #4
        snap 2 pc=* clock=0 {0: v11}
        v14 = unbox NUM v0 !2
        v15 = unbox NUM v13 !2
        feq v15 1.0 !2
        v17 = add NUM v14 1.0
        fgt v15 0.0 !2
        v19 = unbox NUM v12 !2
        snap 3 pc=* clock=0 diverging {0: v11, 2: nil, 5: nil}
        fle v17 v19 !3
        loop 0 0
        v21 = add NUM v11 1.0
        v22 = add NUM v17 1.0
        snap 4 pc=* clock=0 diverging {0: v21, 2: nil, 5: nil}
        fle v22 v19 !4
        phi v11 v21
        phi v17 v22
        end loop
        """,
    ),
    # The exit to the collector makes the new table, one instruction further on.
    "an allocation": (
        "local t\nfor i = 1, 50 do t = {} end\nprint(t == nil)",
        """
        fragment 1 root "t:2"
        v0 = sload VAL #1
        v1 = sunk TAB @trace_new_table 0 0
        spend #4
        snap 0 pc=* clock=0 {5: v1} v1()
        gccheck !0
        v4 = sload VAL #2
        v5 = sload VAL #3
        snap 1 pc=* clock=0 {0: v1, 5: nil} v1()
        v6 = unbox NUM v0 !1
        v7 = unbox NUM v5 !1
        feq v7 1.0 !1
        v9 = add NUM v6 1.0
        fgt v7 0.0 !1
        v11 = unbox NUM v4 !1
        snap 2 pc=* clock=0 diverging {0: v1, 1: nil, 4: nil, 5: nil} v1()
        fle v9 v11 !2
        loop 0 0
        v13 = sunk TAB @trace_new_table 0 0
        spend #4
        snap 3 pc=* clock=0 {0: v1, 1: v9, 4: v9, 5: v13} v1() v13()
        gccheck !3
        v16 = add NUM v9 1.0
        snap 4 pc=* clock=0 diverging {0: v13, 1: nil, 4: nil, 5: nil} v13()
        fle v16 v11 !4
        phi v9 v16
        end loop
        """,
    ),
}


def texts(run: Run) -> list[str]:
    shown = [re.sub("0x[0-9a-f]{6,}", "*", format_fragment(f)) for f in run.fragments]
    return [text.strip() for text in shown]


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES)
def test_fragments(source: str, expected: str) -> None:
    lines = [line.strip() for line in expected.strip().splitlines()]
    assert texts(run(source, SEEN)) == ["\n".join(lines)]


# Source, operation or kernel, how many fragments with it there must be at least.
USES = {
    "returns of side fragments": (
        "local function f(n) local s = 0 for i = 1, n do s = s + i end return s end\n"
        "local function g(n) return (f(n)) end\n"
        "local t = 0 for i = 1, 100 do t = t + g(5) end print(t)",
        HOT,
        "retf",
    ),
    "returns of recursive functions": (
        "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end\n"
        "print(fib(20))",
        HOT,
        "end return",
    ),
    "returns of all results": (
        "local function walk(n) if n == 0 then return 1, 2 end return n, walk(n - 1) end\n"
        "local s = 0 for i = 1, 50 do s = s + select('#', walk(i)) end print(s)",
        HOT,
        "wants #-1",
    ),
    "upvalues below the fragment": (
        "local x = 0 local function inc() x = x + 1 end\n"
        "local function go() for i = 1, 100 do inc() end end go() print(x)",
        HOT,
        "apart",
    ),
    "links from inlined loops": (
        "local function f(n) local s = 0 for i = 1, n do s = s + i end return s end\n"
        "local s = 0 for i = 1, 100 do s = s + f(i % 5) end print(s)",
        HOT,
        "trace_room",
    ),
    "returns that close": (
        "local keep local function f(i) local x = i keep = function() return x end return x end\n"
        "local s = 0 for i = 1, 100 do local r = f(i) s = s + r + keep() end print(s)",
        HOT,
        "trace_close",
    ),
}


@pytest.mark.parametrize(("source", "options", "needed"), USES.values(), ids=USES)
def test_uses(source: str, options: Options, needed: str) -> None:
    result = run(source, options)
    assert result.shown == puc(source)
    assert any(needed in text for text in texts(result))


# Numbers become strings in a place where only a type guard can notice.
TYPES_CHANGE = """
local t, s = {}, 0
for i = 1, 50 do t[i] = i end
t[40] = "5"
for i = 1, 50 do s = s + t[i] end
print(s)
"""


WITHOUT_SYNCED_CALLS = {
    "two joined": "local s for i = 1, 100 do s = 'a' .. i end",
    "three joined": "local s for i = 1, 100 do s = i .. 'b' .. i end",
    "asserted": "local n, m = 0 for i = 1, 100 do local v, w = assert(i, m) n = n + v end",
    "numbers as text": "local n = 0 for i = 1, 100 do n = n + #tostring(i) end",
    "a byte as text": "local s for i = 1, 100 do s = string.char(i + 30) end",
    "got raw": "local t, n = {x = 1}, 0 for i = 1, 100 do n = n + rawget(t, 'x') end",
    "a field of an object, nil before": """
        local C = {}
        C.__index = C
        local t = setmetatable({x = 1}, C)
        for i = 1, 100 do t.x = nil t.x = i end
    """,
}


@pytest.mark.parametrize("name", WITHOUT_SYNCED_CALLS)
def test_registers_stay_registers(name: str) -> None:
    """What needs no frame, and cannot fail, does not write the stack."""
    seen = run(WITHOUT_SYNCED_CALLS[name], SEEN)
    assert seen.fragments and not seen.message
    assert "scall" not in "".join(map(format_fragment, seen.fragments))


def test_a_function_that_calls_itself_is_looked_up_once() -> None:
    source = "local function f(k) if k < 2 then return k end return f(k - 1) + f(k - 2) end f(16)"
    first = format_fragment(run(source, SEEN).fragments[0])
    assert first.count("\nsnap") == 5, "calls of itself are inlined"
    assert (first.count("uload"), first.count("closure.proto"), first.count("apart")) == (1, 1, 1)


def test_functions_of_one_prototype_are_told_apart() -> None:
    source = """
    local function make(n)
      local f
      f = function(k, other) if k == 0 then return n end return (other or f)(k - 1, f) + n end
      return f
    end
    local one, two, s = make(1), make(100), 0
    for i = 1, 60 do s = s + one(i % 7, i > 40 and two or nil) end
    print(s)
    """
    for options in (SEEN, HOT):
        assert run(source, options).shown == puc(source)


def test_what_may_be_an_event_is_stored_over_a_value_only() -> None:
    """A metatable that gets a method back must not be known to lack it any more."""
    source = "local t = setmetatable({__eq = 1}, {}) for i = 1, 99 do t.NAME = nil t.NAME = i end"
    names = {name: run(source.replace("NAME", name), SEEN).fragments for name in ("__eq", "eq")}
    counts = {
        name: "".join(map(format_fragment, fragments)).count("@trace_set")
        for name, fragments in names.items()
    }
    assert counts == {"__eq": 2, "eq": 0}


def test_a_missing_type_guard_shows() -> None:
    assert run(TYPES_CHANGE, HOT).shown == puc(TYPES_CHANGE)
    faulty = replace(HOT, faults=frozenset({"drop-type-guard"}))
    assert run(TYPES_CHANGE, faulty).shown != puc(TYPES_CHANGE)


RECURSION = {
    "calls of itself": """
        local function f(n) if n < 2 then return n end return f(n - 1) + f(n - 2) end
        print(f(18))
        """,
    "calls of each other": """
        local even, odd
        function even(n) if n == 0 then return true end return (odd(n - 1)) end
        function odd(n) if n == 0 then return false end return (even(n - 1)) end
        local s = 0
        for i = 1, 200 do if even(i) then s = s + i end end
        print(s)
        """,
    "from an inner loop": """
        local function f(n)
          local s = 1
          for i = 1, n do s = s + f(n - i) end
          return s
        end
        print(f(12))
        """,
    "to the end of the stack": """
        local function f(n) return 1 + f(n + 1) end
        print(pcall(f, 1)) print(pcall(f, 1))
        """,
    "with closures of the frames": """
        local keep = {}
        local function f(n)
          local x = n
          keep[n] = function() x = x + 1 return x end
          if n > 0 then f(n - 1) end
          return x + keep[n]()
        end
        local s = 0
        for i = 1, 400 do s = s + f(5) end
        print(s)
        """,
    "with results of any number": """
        local function walk(n)
          if n == 0 then return 1, 2 end
          return n, walk(n - 1)
        end
        local s = 0
        for i = 1, 600 do s = s + select("#", walk(i % 9)) end
        print(s)
        """,
}


@pytest.mark.parametrize("source", RECURSION.values(), ids=RECURSION)
def test_recursion_stays_in_fragments(source: str) -> None:
    result = run(source, HOT)
    assert result.shown == puc(source)
    stats = result.stats
    assert stats.fragment_instructions > 0.9 * stats.vm_instructions


def test_instruction_counts_show_a_lost_iteration() -> None:
    whole, short = (f"local n = 0 for i = 1, {n} do n = n + 1 end" for n in (100, 99))
    assert run(whole, HOT).clock - run(short, HOT).clock == 2
