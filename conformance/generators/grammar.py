"""Whole programs: prelude, statements and shapes, final checksum, perhaps an uncaught error."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conformance.generators.data_shapes import DATA_SHAPES
from conformance.generators.decisions import Decisions, SeededDecisions, weighted
from conformance.generators.edge_shapes import EDGE_SHAPES
from conformance.generators.expressions import number, string
from conformance.generators.flow_shapes import FLOW_SHAPES
from conformance.generators.object_shapes import OBJECT_SHAPES
from conformance.generators.rounds import header, in_rounds
from conformance.generators.runtime_shapes import RUNTIME_SHAPES
from conformance.generators.scope import Builder, Kind, Profile
from conformance.generators.shapes import SHAPES
from conformance.generators.statements import COMPOUND, SIMPLE, declare_array, declare_record

DEFAULT_PROFILE = Profile()
# For LuaJIT, whose tables are laid out differently and whose error texts differ.
PEER_PROFILE = Profile(exact=False, errors=False)
# Shapes that make garbage, and store new objects where old ones are.
ALLOCATING = frozenset(
    {
        *("structures", "kept_objects", "collected", "closures", "growth", "methods", "proxies"),
        *("coroutine_loop", "wrapped_iterator", "yields", "varargs_loop", "library_loop"),
        *("text_work", "metatable_change", "replaced_values", "stored_twice"),
        "kept_metatables",
    }
)
GC_PROFILE = Profile(emphasis=ALLOCATING)
# How many times as often a shape with emphasis is chosen.
EMPHASIS = 6

# What programs may call, in an order in which each needs those before it only. Each is so short
# that no fragment is made of it alone, and none has a loop: what is compiled is the program's own.
# digits: a number to the last bit; a NaN's sign is the processor's affair.
# S: any value as text without addresses. N: any value as a number. show: print. every: print now
# and then. mix: the checksum.
HELPERS: Mapping[str, str] = {
    "digits": """\
local function digits(v)
  if v ~= v then return "nan" end
  return ("%.17g"):format(v)
end
""",
    "texts": """\
local tostring = tostring
local texts = {number = digits, string = tostring, boolean = tostring, ["nil"] = tostring}
""",
    "S": """\
local function S(v)
  local text = texts[type(v)]
  return text and text(v) or type(v)
end
""",
    "show": """\
_G.tostring = S
local show = print
""",
    "every": """\
local calls = 0
local function every(n, ...)
  calls = calls + 1
  if calls % n == 0 then show(...) end
end
""",
    "M": """\
local function M(v, kind)
  if kind == "string" then return tonumber(v) or #v end
  return v and 1 or 3
end
""",
    "N": """\
local function N(v)
  local kind = type(v)
  if kind == "number" then return v end
  if v == nil then return 0 end
  return M(v, kind)
end
""",
    "mix": """\
local function mix(v)
  v = N(v)
  if v > -1e15 and v < 1e15 then sum = (sum * 31 + v) % 1000003 else sum = (sum + 7) % 1000003 end
end
""",
}
# Every program ends with these.
ALWAYS = ("digits", "texts", "S", "show")
# What these call.
NEEDED = {"mix": ("M", "N"), "N": ("M",)}
# How often the statements of a program run; slow executors run a few rounds only.
LEAST_ROUNDS = 8
MOST_ROUNDS = 32
FEW_ROUNDS = 1
SUM = "local sum = 0\n"
# What digits does first where the sign of zero must not show.
UNSIGNED_ZERO = '  if v == 0 then return "0" end\n'
_CALL = re.compile(r"\b(" + "|".join(HELPERS) + r")\b")


def _prelude(body: str, profile: Profile) -> str:
    """The helpers that a program uses, and nothing else: each is compiled in every case."""
    used = {*ALWAYS, *_CALL.findall(body)}
    used.update(*(NEEDED.get(name, ()) for name in tuple(used)))
    parts = [text for name, text in HELPERS.items() if name in used]
    if not profile.exact:
        head, rest = parts[0].split("\n", 1)
        parts[0] = f"{head}\n{UNSIGNED_ZERO}{rest}"
    return SUM + "".join(parts)


def _final_error(b: Builder) -> None:
    """End by an uncaught error: its message and traceback are compared as well."""
    kind = b.below(5)
    match kind:
        case 0:
            b.line(f"error({string(b, 1)})")
        case 1:
            b.line(f"local function last(x) error({string(b, 1)}, 2) end")
            b.line("last(1)")
        case 2:
            b.line("local gone; local function last(x) local y = gone.field return y end")
            b.line("last(1)")
        case 3:
            b.line("error({})")
        case _:
            b.line("local function last(x) for k = 1, 30 do x = x + k end return x .. {} end")
            b.line("show(last(2) + 1)")


def _rounds(b: Builder) -> int:
    """How often to run what is written: more often than the least if `cost` allows that."""
    affordable = b.profile.cost // max(1, b.frame.cost)
    return max(LEAST_ROUNDS, min(MOST_ROUNDS, affordable))


def build(decisions: Decisions, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """Write one program. The same decisions and profile give the same bytes.

    A program ends after about `LEAST_ROUNDS` times `profile.cost` VM instructions at most, prints
    no address, reads no clock, and raises no error that it doesn't catch, unless the profile allows
    a last one.
    """
    b = Builder(decisions, profile)
    for kind in (Kind.NUM, Kind.NUM, Kind.STR, Kind.ANY):
        name = b.fresh("x")
        value = {Kind.NUM: number, Kind.STR: string}.get(kind)
        b.line(f"local {name} = {value(b, 1) if value else 'nil'}")
        b.declare(name, kind)
    declare_array(b, 0)
    declare_record(b, 0)
    # LuaJIT has its own mind about edges, and about the runtime.
    exact = (*EDGE_SHAPES, *RUNTIME_SHAPES, *OBJECT_SHAPES) if profile.exact else ()
    shapes = (*SHAPES, *DATA_SHAPES, *FLOW_SHAPES, *exact)
    table = (*SIMPLE, *COMPOUND, *((2 * weight, shape) for weight, shape in shapes))
    if profile.emphasis:
        table = tuple(
            (weight * (EMPHASIS if shape.__name__ in profile.emphasis else 1), shape)
            for weight, shape in table
        )
    for _ in range(1 + b.below(profile.statements)):
        if not b.affords(400):
            break
        weighted(decisions, table)(b, profile.depth)
    names = [v.name for v in b.visible(Kind.NUM, Kind.INT, Kind.STR, Kind.ANY, Kind.BOOL)]
    b.line(f"show({', '.join(names)})")
    b.line('show("sum", sum)')
    body = in_rounds(decisions, "".join(f"{line}\n" for line in b.lines), _rounds(b))
    b.lines.clear()
    if profile.errors and b.chance(6):
        _final_error(b)
    body += "".join(f"{line}\n" for line in b.lines)
    return header(FEW_ROUNDS) + (_prelude(body, profile) + body).encode("ascii")


def generate(seed: int, profile: Profile = DEFAULT_PROFILE) -> bytes:
    """The program of a seed."""
    return build(SeededDecisions(seed), profile)
