"""Programs for every opcode: operands of all kinds, fast paths and slow ones, errors.

Each is a function body; what it returns, or its error message, is compared.
"""

from typing import Final

from conformance.jit_under_test.bytecode.opcodes import Op

_METAMETHODS = """
local mt = {}
local function box(v) return setmetatable({ v = v }, mt) end
local function raw(v) return type(v) == "table" and v.v or v end
for _, e in ipairs { "add", "sub", "mul", "div", "mod", "pow", "concat" } do
  mt["__" .. e] = function(a, b) return e, raw(a), raw(b) end
end
mt.__unm = function(a) return "unm", a.v end
mt.__lt = function(a, b) return a.v < b.v end
mt.__eq = function(a, b) return a.v == b.v end
"""
_ORDER = """
local n, m, s, t = 1, 2.5, "b", "a"
local nan = 0/0
"""
# A frame so full of constants that operands no longer reach them.
_MANY = "local t = {} " + " ".join(f"t[{n}.5] = 'k{n}'" for n in range(260)) + " "


def _arithmetic(sign: str, event: str) -> tuple[str, ...]:
    return (
        f"local a, b = 7, -2.5 return a {sign} b, b {sign} a, a {sign} 3, 3 {sign} a, a {sign} a",
        f"local a, b = '7', '0x10' return a {sign} b, a {sign} 2, 2 {sign} a, ' 3 ' {sign} a",
        f"local a, z = 5, 0 return a {sign} z, z {sign} z, -a {sign} z, 1/0 {sign} a, 1 {sign} z",
        f"{_METAMETHODS} local a, b = box(1), box(2) "
        f"return a {sign} b, a {sign} 5, 5 {sign} b, a {sign} 'x', '1' {sign} a",
        f"local a = {{}} return a {sign} 1",
        f"local a = 'x' return 1 {sign} a",
        f"return nil {sign} {{}}",
        f"local t = {{}} return t.field {sign} 1",
        _MANY + f"local a = 9 return a {sign} 1234, 1234 {sign} a, 8888 {sign} 7777",
    )


def _comparison(less: str) -> tuple[str, ...]:
    return (
        _ORDER + f"return n {less} m, m {less} n, n {less} n, n {less} 1, 1 {less} n, 2 {less} n",
        _ORDER + f"return not (n {less} m), not (m {less} 3), not (3 {less} m), not (1 {less} 2)",
        _ORDER + f"return s {less} t, t {less} s, s {less} s, s {less} 'b', 'a' {less} s",
        _ORDER + f"return n {less} nan, nan {less} n, nan {less} nan, not (nan {less} n)",
        "local a, b = 'a\\0x', 'a\\0y' local c = '' "
        f"return a {less} b, b {less} a, c {less} a, a {less} c, a {less} a, '\\200' {less} a",
        f"{_METAMETHODS} local a, b = box(1), box(2) return a {less} b, b {less} a, a {less} a",
        f"local mt = {{ __le = function(a, b) return 1 end, __lt = function() return nil end }} "
        "local a, b = setmetatable({}, mt), setmetatable({}, mt) "
        f"return a {less} b, not (a {less} b)",
        f"local a = {{}} return a {less} a",
        f"return 1 {less} '1'",
        f"return nil {less} nil",
        f"local a, b = setmetatable({{}}, {{ __lt = function() return true end }}), "
        f"setmetatable({{}}, {{ __lt = function() return true end }}) return a {less} b",
        _MANY + f"local a = 9 return a {less} 1234, 1234 {less} a, 'a' {less} 'b', 7 {less} 8",
    )


SNIPPETS: Final[dict[Op, tuple[str, ...]]] = {
    Op.MOVE: ("local a, b = 1, 'x' local c = a a, b = b, a return a, b, c",),
    Op.LOADK: ("return 1, -0.0, 1e308, 'text', 'a\\0b', 2^53",),
    Op.LOADBOOL: (
        "return true, false",
        "local a = 1 local b = a == 1 local c = a > 2 return b, c, not (a < 3), a ~= 1",
    ),
    Op.LOADNIL: (
        "local a, b, c return a, b, c, nil",
        "local a = 1 do local x, y end local b, c return b, c",
    ),
    Op.GETUPVAL: ("local a = 3 local function f() return a end a = 4 return f()",),
    Op.SETUPVAL: (
        "local a = 3 local function f(v) a = v end f('x') return a",
        "local function counter() local n = 0 return function() n = n + 1 return n end end "
        "local c, d = counter(), counter() c() c() return c(), d()",
        "local f do local a = 1 f = function(v) a = a + v return a end end return f(1), f(5)",
    ),
    Op.GETGLOBAL: (
        "return type(print), undefined, _VERSION",
        "setfenv(1, setmetatable({}, { __index = function(t, k) return k .. '!' end })) return any",
        "local t = nothing.field",
    ),
    Op.SETGLOBAL: (
        "g1 = 1 g1 = g1 + 1 local r = g1 g1 = nil return r, g1",
        "local log = {} setfenv(1, setmetatable({}, { __newindex = function(t, k, v) "
        "rawset(t, k, v * 2) end })) a = 2 a = 3 return a",
    ),
    Op.GETTABLE: (
        "local t, k = { 10, 20, x = 'y', [1.5] = 'f', [true] = 'b' }, 2 "
        "return t[1], t[k], t[3], t.x, t.nope, t[1.5], t[true], t[k - 1], t[-1], t[0], t[1e300]",
        "local t = setmetatable({}, { __index = { a = 1 } }) return t.a, t.b, t[1]",
        "local t = setmetatable({}, { __index = function(t, k) return k, 'cut' end }) "
        "return t.a, t[5], (t[false])",
        "local s = 'abc' return s.len, s.x, ('x').rep == string.rep",
        "local t = nil return t.x",
        "local t = { a = {} } return t.a.b.c",
        "local t = 5 return t[1]",
        "local up local function f() return up.x end return f()",
        "return (1).x",
        "local t = {} return t[nil], t[0/0]",
        "local a = setmetatable({}, {}) getmetatable(a).__index = a return a.x",
        _MANY
        + "t.late = 'v' t['other'] = 5 local k = 'late' return t.late, t[k], t.other, t['no']",
    ),
    Op.SETTABLE: (
        "local t, k, v = {}, 'k', 'v' t[1] = v t[2] = 'c' t.x = v t.y = 1 t[k] = v t[k .. 2] = nil "
        "t[2.5] = v t[k] = true return t[1], t[2], t.x, t.y, t.k, t.k2, t[2.5]",
        "local t = { 1, 2, 3 } t[2] = nil t[4] = 4 t[3] = 'x' return #t, t[2], t[3], t[4]",
        "local t = {} t[nil] = 1",
        "local t = {} t[0/0] = 1",
        "local t = nil t.x = 1",
        "local s = 'abc' s.x = 1",
        "local log = {} local t = setmetatable({ old = 1 }, { __newindex = function(t, k, v) "
        "log[#log + 1] = k rawset(t, k, v) end }) t.a = 1 t.a = 2 t.old = 3 t[1] = 4 t[1] = nil "
        "t[1] = 5 return #log, log[1], log[2], log[3], t.a, t[1]",
        "local store = {} local t = setmetatable({}, { __newindex = store }) t.x = 1 t[1] = 2 "
        "return rawget(t, 'x'), store.x, store[1]",
        "local t = setmetatable({}, {}) getmetatable(t).__newindex = t t.x = 1",
        _MANY + "local v = 3 t['p' .. 1] = v t.last = 'w' t[1234] = v t[4321] = 8 t.q = v "
        "return t.p1, t.last, t[1234], t[4321], t.q",
    ),
    Op.NEWTABLE: ("local t = {} t[1] = 1 return #t, #{}, #{ 1, 2, n = 3 }, next({})",),
    Op.SELF: (
        "local o = { v = 1 } function o:get(a) return self.v, a end return o:get(5)",
        "return ('abc'):upper(), ('x'):rep(3)",
        "local o = setmetatable({}, { __index = function(t, k) return function(s, a) "
        "return s == t, k, a end end }) return o:anything(4)",
        "local o = {} return o:missing()",
        "local o return o:method()",
        _MANY + "function t:m(v) return self == t, v end return t:m(1)",
    ),
    Op.ADD: _arithmetic("+", "add"),
    Op.SUB: _arithmetic("-", "sub"),
    Op.MUL: _arithmetic("*", "mul"),
    Op.DIV: _arithmetic("/", "div"),
    Op.MOD: _arithmetic("%", "mod"),
    Op.POW: _arithmetic("^", "pow"),
    Op.UNM: (
        "local a, b = 5, '0x10' return -a, -b, - -a, -0 * a, -(1/0)",
        _METAMETHODS + "return -box(3)",
        "local t = {} return -t",
        "return -nil",
    ),
    Op.NOT: ("local a, b = nil, 0 return not a, not b, not true, not false, not 'x', not not b",),
    Op.LEN: (
        "local s, t = 'a\\0b', { 1, 2, nil, 4 } return #s, #t, #'', #{ n = 1 }",
        "local t = setmetatable({ 1 }, { __len = function() return 99 end }) return #t",
        "local u = newproxy(true) getmetatable(u).__len = function(v) return 7 end return #u",
        "local n = 5 return #n",
        "return #nil",
    ),
    Op.CONCAT: (
        "local a, n = 'a', 1 return a .. n, n .. a, a .. n .. a .. 1.5, n .. n, '' .. a, a .. ''",
        "return 1 .. '', 0.1 .. 'x', 1e100 .. '', -0 .. '', 2^63 .. ''",
        _METAMETHODS + "local b = box('o') return b .. 'x', 'x' .. b, 'a' .. b .. 'c', b .. b",
        "local mt = { __concat = function(a, b) return (type(a) == 'table' and 'T' or a) .. "
        "(type(b) == 'table' and 'T' or b) end } local t = setmetatable({}, mt) "
        "return 'a' .. 1 .. t .. 2 .. 'b', t .. t, 1 .. t, t .. 'x' .. 'y' .. t .. 'z'",
        "return 'a' .. {}",
        "local x return 'a' .. 1 .. x",
        "local t = {} return t.name .. 'a' .. 'b'",
    ),
    Op.JMP: ("local n = 0 while true do n = n + 1 if n > 9 then break end end return n",),
    Op.EQ: (
        _ORDER + "return n == 1, n == m, s == 'b', s == t, n == s, n ~= 1, s ~= 'a', nan == nan",
        "local t, u = {}, {} return t == t, t == u, t ~= u, nil == false, nil == nil, true == 1",
        "local z = 0 return z == -0, -z == z, '0' == 0, 1 == true, print == print",
        _METAMETHODS + "local a, b = box(1), box(1) return a == b, a ~= b, a == box(2), a == 1",
        "local f = function() return true end local a = setmetatable({}, { __eq = f }) "
        "local b = setmetatable({}, { __eq = function() return true end }) "
        "local c = setmetatable({}, { __eq = f }) return a == b, a == c, a == {}, {} == a",
        "local n, s, b = nil, 'x', true return n == nil, s == nil, b == true, b == false, s ~= nil",
        _MANY + "local a = 9 return a == 1234, a == 9, 'a' == 'b', 'a' == 'a', 1 == 1, a ~= 'a'",
        "local p, q = newproxy(true) q = newproxy(p) getmetatable(p).__eq = function() "
        "return true end return p == q, p == p, p ~= q",
    ),
    Op.LT: (*_comparison("<"), *_comparison(">")),
    Op.LE: (*_comparison("<="), *_comparison(">=")),
    Op.TEST: (
        "local r = {} for i, v in ipairs { 0, '', false, true, {} } do "
        "if v then r[i] = 'yes' else r[i] = 'no' end end return unpack(r)",
        "local a local n = 0 while not a do n = n + 1 a = n > 3 end return n",
        "local a = false if not a then return 'not' end return 'a'",
    ),
    Op.TESTSET: (
        "local a, b, c = nil, false, 0 "
        "return a or b, b or a, a and b, c and a, c or b, a or c or b, c and b and a",
        "local t = {} local x, y = nil, false local v = x or y or 'd' t.x = y and v or x return v",
        "local x, w = 1 local y = w or x and x + 1 or -1 local z = not x and 2 or y return y, z",
    ),
    Op.CALL: (
        "local function f(...) return select('#', ...), ... end "
        "return f(), f(1), f(1, nil), f(f(1, 2)), (f(1, 2))",
        "local function f() return 1, 2, 3 end local a, b, c, d = f() local e = (f()) "
        "return a, b, c, d, e, f(), f()",
        "local t = setmetatable({}, { __call = function(self, ...) return self ~= nil, ... end }) "
        "return t(1, 2), t()",
        "local x = 5 x()",
        "undefinedfunction()",
        "local t = {} t.a.b()",
        "local t = {} t.method()",
        "local r = ('x')() return r",
        "local t = setmetatable({}, { __call = 5 }) t()",
    ),
    Op.TAILCALL: (
        "local function f(n, ...) if n == 0 then return ... end return f(n - 1, n, ...) end "
        "return f(5)",
        "local function f(n) if n == 0 then return 'end' end return f(n - 1) end return f(9999)",
        "local t = setmetatable({}, { __call = function(s, a) return a, 'c' end }) return t(1)",
        "local function f() return select(2, 'a', 'b', 'c') end return f()",
        "local x local function f() return x() end return f()",
        "local up = {} local function f(v) local a = v up[1] = function() return a end "
        "return type(a) end f(3) return up[1]()",
    ),
    Op.RETURN: (
        "return",
        "local function f() return end local function g() return nil end return f(), g()",
        "local function f() local a = 1 local function g() return a end a = 2 return g, a end "
        "local g, a = f() return g(), a",
    ),
    Op.FORLOOP: (
        "local s = '' for i = 1, 3 do s = s .. i end for i = 3, 1, -1 do s = s .. i end return s",
        "local n = 0 for i = 1, 0 do n = n + 1 end for i = 0, 1, 0.3 do n = n + i end return n",
        "local n = 0 for i = 1, 3 do local j = i i = 10 n = n + j + i end return n",
        "local n = 0 for i = 1, 0/0 do n = n + 1 end for i = 0/0, 1 do n = n + 1 end return n",
        "local n = 0 for i = 1, 10 do n = n + 1 if i == 5 then break end end return n",
    ),
    Op.FORPREP: (
        "local s = 0 for i = '1', '0x3', '1' do s = s + i end return s",
        "for i = 'x', 1 do end",
        "for i = 1, {} do end",
        "for i = 1, 2, 'z' do end",
        "for i = nil, 2 do end",
    ),
    Op.TFORLOOP: (
        "local s = 0 for k, v in pairs { 5, 6, 7 } do s = s + k * v end return s",
        "local s = 0 for i, v in ipairs { 5, 6, nil, 7 } do s = s + i * v end return s",
        "local function it(n, c) if c < n then return c + 1, 'v' .. c end end "
        "local s = '' for i, v, none in it, 3, 0 do s = s .. i .. v .. tostring(none) end return s",
        "local s = '' for w in ('a b c'):gmatch('%a') do s = s .. w end return s",
        "local t = setmetatable({}, { __call = function(t, s, c) if (c or 0) < 3 then "
        "return (c or 0) + 1 end end }) local n = 0 for i in t do n = n + i end return n",
        "for i in 5 do end",
        "for k in next, {}, 'absent' do end",
        "for i in function() error('in iterator') end do end",
    ),
    Op.SETLIST: (
        "local function f() return 7, 8, 9 end local t = { 1, f() } local u = { f(), f() } "
        "return #t, t[4], #u, u[2], #{ f(), 1 }, #{ (f()) }",
        "local t = { " + "0, " * 120 + "5 } return #t, t[121]",
        "local function f(...) return { ... } end return #f(), #f(1, 2), f(nil, 3)[2]",
        "local f = loadstring('return {' .. ('1,'):rep(26000) .. '7}') local t = f() "
        "return #t, t[26001]",
    ),
    Op.CLOSE: (
        "local fs = {} for i = 1, 3 do local v = i fs[i] = function() v = v + 1 return v end end "
        "return fs[1](), fs[1](), fs[2](), fs[3]()",
        "local f, n = nil, 0 while n < 3 do local c = n f = function() return c end n = n + 1 "
        "if n == 2 then break end end return f()",
        "local f repeat local x = 5 f = function() return x end until true return f()",
        "local f do local a, b = 1, 2 f = function() a = a + b return a end b = 10 end "
        "local c, d = 'x', 'y' return f(), f()",
    ),
    Op.CLOSURE: (
        "local a, b = 1, 2 local function f() local function g() a = a + b return a end "
        "return g end local g = f() g() b = 10 return g(), a",
        "local function f() return function() return f end end return f()() == f",
        "local fs = {} for i = 1, 3 do fs[i] = function() return i end end "
        "return fs[1]() + fs[2]() * 10 + fs[3]() * 100, fs[1] == fs[2]",
    ),
    Op.VARARG: (
        "local function f(...) local a, b = ... return a, b, select('#', ...) end "
        "return f(), f(1), f(1, 2, 3)",
        "local function f(a, ...) local x = (...) return a, x, ... end return f(1), f(1, nil, 3)",
        "local function old(...) return arg.n, arg[1], arg end local n, a, t = old('x', nil) "
        "return n, a, t, (function(...) return arg, ... end)(1)",
        "local function f(...) local t = { n = select('#', ...), ... } return t.n, #t end "
        "return f(1, nil, 3)",
        "local function f(...) return ... end return f(unpack({}, 1, 100))",
    ),
}
"""Opcode -> programs in which it matters."""
