"""Patterns match what PUC's match, and raise what PUC's raise."""

import pytest

from tests.runtime.lib.conftest import Both

# Each pattern is tried with find, match, gmatch and gsub on every subject.
SUBJECTS = (
    "",
    "hello world",
    "THE (quick) fox",
    "a.b-c+d",
    "key = value, other=12",
    "f(a(b)c)d) (",
    "aaa\\0bbb\\0",
    "\\t x\\n 1.5e3 ",
    "abcabcabc",
)
PATTERNS = (
    "", "a", "l+", "l*", "l-", "l?", ".", ".*", ".-", ".+", "^", "$", "^$", "^h", "d$", "^.*$",
    "%a+", "%A+", "%d", "%D", "%l%u", "%w+", "%W+", "%s*", "%S+", "%p", "%P+", "%c", "%C+",
    "%x+", "%X", "%z", "%Z+", "%u+", "%U", "%L", "%.", "%%", "%y", "()", "(.)", "(.)(.)", "(%w+)",
    "(%w+)%s*=%s*(%w+)", "()%a+()", "((%a)(%a))", "(a*(.)%w(%s*))", "(.)%1", "(%a)%1", "(..-)%1",
    "[abc]+", "[^abc]+", "[a-c]+", "[^a-c]", "[%a_]+", "[%d.]+", "[]]", "[^]]", "[a-]", "[-a]",
    "[%-a]", "[]-a]", "[a%]b]", "[%w%s]+", "[^%s]+", "[z-a]", "[%a-z]+", "%b()", "%b((", "%baa",
    "%f[%w]%w+", "%f[%W]", "%f[%z]", "%f[a]", "a-b", "a?b?c?", "(a-)b", "^(a)", "a$b", "a^b",
    "x*$", "(h)(e)(l)(l)(o)", "%s*$", "^%s*(.-)%s*$", "[%z]", "(%s)()", "l+o", "o w", "%-", "-",
    "a.-c", ".-b", "(.-)c", "[^%a]", "\\0", "a\\0b", "(()())", "(a?)", "(b*)a",
)  # fmt: skip
MALFORMED = (
    "%", "[", "[a", "[^", "[]", "[^]", "[a-", "[%", "[%a", "(", "(a", ")", "a)", "(a))",
    "(()", "%b", "%bx", "%f", "%fa", "%f[", "%0", "%1", "(%1)", "(a)%2", "()%1", "a%", "[a-%",
    "%f[a", "x[", "^(", "(%a+", "l%", "(l)(o", "[[", "*", "**", "*a", "+", "?", "-", "^*",
)  # fmt: skip

ALL_FUNCTIONS = """
local s, p = '%s', '%s'
local r = {}
local function note(...)
  for i = 1, select('#', ...) do r[#r + 1] = tostring((select(i, ...))) end
end
note(pcall(s.find, s, p)) note(pcall(s.find, s, p, 4)) note(pcall(s.find, s, p, -3))
note(pcall(s.find, s, p, 1, true)) note(pcall(s.match, s, p)) note(pcall(s.match, s, p, 3))
note(pcall(function() local n = 0 for a, b, c in s:gmatch(p) do
  note(a, b, c) n = n + 1 if n > 40 then break end end end))
note(pcall(s.gsub, s, p, '<%%0>')) note(pcall(s.gsub, s, p, '%%1-'))
note(pcall(s.gsub, s, p, '', 2))
note(pcall(s.gsub, s, p, function(...) note(...) return (...) end))
return table.concat(r, '\\n')
"""

CASES = (
    # find and match
    "return ('abc'):find('b', 1, true), ('a.c'):find('.', 1, true), ('abc'):find('')",
    "return ('abc'):find('', 4), ('abc'):find('', 10), ('abc'):find('x', 10), ('abc'):match('', 9)",
    "return ('abc'):find('c', -1), ('abc'):find('a', -1), ('abc'):find('a', -10)",
    "return ('a\\0b'):find('\\0'), ('a\\0b'):find('b'), ('a+b'):find('a+b', 1, 1)",
    "return ('abc'):find('b', nil, false), ('abc'):match('b', nil)",
    "return (123):find('2'), string.match(1234, 23), string.find('1', 1)",
    "return ('x'):find()",
    "return ('x'):find({})",
    "return ('x'):find('x', {})",
    "return string.match()",
    "return ('x'):match(nil)",
    "return ('x'):rep(33):match(('(x)'):rep(32))",
    "return ('x'):rep(33):match(('(x)'):rep(33))",
    "return #('a'):rep(5000):match(('a?'):rep(5000))",
    "return #('a'):rep(100000):match('.-$'), #('a'):rep(100000):match('a*')",
    "return ('key=value'):match('^(%w+)=(%w*)$')",
    "return ('  trim  '):match('^%s*(.-)%s*$') .. '|'",
    "return ('2024-01-02'):match('(%d+)-(%d+)-(%d+)')",
    # gmatch
    "local r = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do r[#r + 1] = k .. v end"
    " return unpack(r)",
    "local r = {} for p in ('abc'):gmatch('()') do r[#r + 1] = p end return unpack(r)",
    "local r = {} for w in ('^a^b'):gmatch('^a') do r[#r + 1] = w end return unpack(r)",
    "local f = ('ab'):gmatch('.') return f(), f(), f(), f()",
    "local f, g = ('ab'):gmatch('.'), ('cd'):gmatch('.') return f(), g(), f(), g()",
    "return type(('x'):gmatch('x', 1, 2))",
    "return string.gmatch('x')",
    "return string.gmatch()",
    "return string.gmatch(12, 1)()",
    "return ('x'):gmatch('(')()",
    # gsub
    "return ('hello'):gsub('l', 'L'), ('hello'):gsub('', '-'), ('hello'):gsub('x*', '-')",
    "return ('hello'):gsub('l', 'L', 1), ('hello'):gsub('l', 'L', 0), ('hello'):gsub('l', 'L', -1)",
    "return ('hello world'):gsub('o', '%%'), ('abc'):gsub('%w', '%0%0'), ('abc'):gsub('b', '%1')",
    "return ('hello'):gsub('(h)(e)', '%2%1'), ('abc'):gsub('^a', 'x'), ('aaa'):gsub('^a', 'x')",
    "return ('abc'):gsub('b', '%')",
    "return ('abc'):gsub('b', 'x%y%')",
    "return ('abc'):gsub('b', '%2')",
    "return ('abc'):gsub('(b)', '%2')",
    "return ('abc'):gsub('()', '%1')",
    "return ('abc'):gsub('.', {a = 'x', b = true, c = false})",
    "return ('abc'):gsub('.', {a = 'x', b = 12.5, c = false})",
    "return ('abc'):gsub('(.)(.)', {a = 'x'})",
    "return ('abc'):gsub('()', {10, 20, 30})",
    "return ('abc'):gsub('.', {a = {}})",
    "return ('abc'):gsub('.', function() return {} end)",
    "return ('abc'):gsub('.', function() return true end)",
    "return ('abc'):gsub('.', function() return print end)",
    "return ('abc'):gsub('.', function(c) if c == 'b' then return 7 end end)",
    "return ('abc'):gsub('(.)(.)', function(a, b) return b .. a end)",
    "return ('abc'):gsub('()(.)', function(p, c) return p end)",
    "return ('abc'):gsub('.', function(...) return select('#', ...) end)",
    "return ('abc'):gsub('.', function() error('inside') end)",
    "return ('abc'):gsub('.', function() error({}) end)",
    "return ('abc'):gsub('.', setmetatable({}, {__index = function(t, k) return k:upper() end}))",
    "return ('abc'):gsub('.', setmetatable({}, {__index = {a = 1}}))",
    "return ('abc'):gsub('.', setmetatable({}, {__index = function() error('deep') end}))",
    "return ('abc'):gsub('b', 5), (121):gsub(1, 3)",
    "return ('abc'):gsub('b')",
    "return ('abc'):gsub('b', nil)",
    "return ('abc'):gsub('b', true)",
    "return ('abc'):gsub()",
    "return ('abc'):gsub('b', 'x', 'y')",
    "return ('abc'):gsub('b', 'x', '1'), ('bbb'):gsub('b', 'x', 2.9)",
    "return ('a\\0b'):gsub('%z', '0'), ('abc'):gsub('b', 'x\\0y')",
    "return (('x'):rep(5000):gsub('x', 'yz')), (('x'):rep(3000):gsub('x', function(c) return"
    " c .. c end))",
    # nested replacements, each with a result that outgrows its first buffer
    "local function nest(n) return (('ab'):rep(400):gsub('a', function(c) if n > 0 then"
    " return #nest(n - 1):sub(1, 20) else return 'xx' end end, 3)) end return nest(4)",
    "local s = ('word '):rep(500) return (s:gsub('%w+', function(w) local junk = {}"
    " for i = 1, 20 do junk[i] = {w .. i} end collectgarbage('step')"
    " return w:upper():gsub('O', {O = '0'}) end))",
    "return (('x'):rep(2000):gsub('x', function() return ('%5d'):format(1) .."
    " table.concat({1, 2}) end))",
)  # fmt: skip


@pytest.mark.parametrize("body", CASES)
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(body)
    assert found == expected


@pytest.mark.parametrize("pattern", PATTERNS + MALFORMED)
def test_all_functions(both: Both, pattern: str) -> None:
    for subject in SUBJECTS:
        expected, found = both(ALL_FUNCTIONS % (subject, pattern))
        assert found == expected, subject
