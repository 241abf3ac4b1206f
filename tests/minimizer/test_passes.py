"""What single passes do to programs, and the journal."""

import pytest

from conformance.minimizer.expressions import shorten_lists, simplify_expressions
from conformance.minimizer.inlining import inline_functions, inline_variables
from conformance.minimizer.journal import Candidate, Journal, journal_name
from conformance.minimizer.passes import hoist_bodies, remove_branches, remove_names
from conformance.minimizer.reduce import Plain, compiles
from conformance.minimizer.search import Search
from conformance.minimizer.tokens import laid_out, remove_tokens
from conformance.oracles.schedule import Schedule

# pass, program, what must stay, result
CASES = {
    "inline a variable": (
        inline_variables, "local a = f(1)\nprint(a)", ("f(1)",), "print((f(1)))",
    ),
    "inline a simple value": (inline_variables, "local a = 5\ng(a, a)", ("g(",), "g(5, 5)"),
    "fields and methods are no variables": (
        inline_variables, "local a = 5\ng(x.a, x:a(), a)", ("x.a", "x:a"), "g(x.a, x:a(), 5)",
    ),
    "inline a function's value": (
        inline_functions, "local function f(x) return x + 1 end\ng(f(2))", ("+ 1",), "g((2 + 1))",
    ),
    "inline a function's statements": (
        inline_functions, "local function f() g() end\nf()", ("g()",), "do g()\nend",
    ),
    "drop a variable": (
        remove_names, "local n = 0\nfor i = 1, 3 do n = n + i g(i) end\nprint(n)", ("g(i)",),
        "for i = 1, 3 do   g(i) end",
    ),
    "drop an else": (remove_branches, "if a then b() else c() end", ("b()", "a"),
                     "if a then b()\nend"),
    "drop the first branch": (
        remove_branches, "if a then b() elseif d then c() else e() end", ("d then c()",),
        "if d then c()\nend",
    ),
    "a body for its statement": (hoist_bodies, "while x do g() end", ("g()",), "g()"),
    "half of a list": (shorten_lists, "g(1, 2, 3, 4, 5, 6)", ("5",), "g(5)"),
    "an operand for its expression": (simplify_expressions, "g(1 + x * 2)", ("x", "g"), "g(x)"),
    "tokens that nobody needs": (remove_tokens, "local a, b = not (x)", ("x", "a"), "a (x)"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_pass(name):
    reduction, source, kept, expected = CASES[name]

    def wanted(text):
        return all(part.encode() in text for part in kept)

    search = Search(Candidate(source, Schedule()), Plain(wanted), float("inf"), plausible=compiles)
    reduction(search)
    assert " ".join(search.text.split()) == " ".join(expected.split())


LAYOUTS = [
    ("for i=1,9 do\n\n  g( i )\nend", "for i = 1, 9 do g(i) end\n"),
    ("a.b[ 1 ] = - x - - 1 .. 'y'", "a.b[1] = -x - - 1 .. 'y'\n"),
    ("x = function ( a , ... ) return # a end", "x = function(a, ...) return #a end\n"),
    ("t:f { 1 , x = 2 } ; g 'a'", "t:f {1, x = 2};\ng 'a'\n"),
    ("if a then b() else c() end d()", "if a then b() else c() end\nd()\n"),
    (
        "while x do " + "; ".join(f"call{n}(argument)" for n in range(6)) + " end",
        "while x do\n"
        + "".join(f"  call{n}(argument){';' if n < 5 else ''}\n" for n in range(6))
        + "end\n",
    ),
]


@pytest.mark.parametrize(("source", "expected"), LAYOUTS)
def test_the_layout_is_as_people_write(source, expected):
    assert laid_out(source) == expected
    assert laid_out(expected) == expected


def test_a_journal_remembers_and_forgets_what_was_cut_off(tmp_path):
    path = tmp_path / "deep" / "journal"
    journal = Journal.open(path)
    refused, adopted = Candidate("a\xff", Schedule()), Candidate("b", Schedule({"hot_loop": 2}))
    journal.refuse(refused)
    journal.adopt(adopted)
    with path.open("ab") as file:
        file.write(b"-0123")
    again = Journal.open(path)
    assert again.best == adopted
    assert again.tried == {refused.digest(), adopted.digest()}
    again.refuse(Candidate("c", Schedule()))
    assert len(Journal.open(path).tried) == 3
    again.close(done=True)
    assert not path.exists()


def test_journals_are_named_for_all_that_matters():
    assert len({journal_name([b"a", b"b"]), journal_name([b"ab", b""]), journal_name([b"a"])}) == 3
