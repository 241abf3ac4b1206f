"""The string library gives PUC's results and messages."""

import pytest

from tests.runtime.lib.conftest import Both

BASICS = (
    "return ('hello'):len(), #'', string.len('a\\0b'), string.len(12.5)",
    "return string.len()",
    "return string.len({})",
    "local s = 'hello' return s:sub(2), s:sub(2, 3), s:sub(-3), s:sub(-3, -2), s:sub(0), s:sub(9)",
    "local s = 'hello' return s:sub(-100, 100), s:sub(3, 2), s:sub(2^40), s:sub(-2^60, 2^60)",
    "local s = 'hello' return s:sub(1.9, 2.9), s:sub('2'), s:sub(0/0), s:sub(-1/0, 1/0)",
    "return ('x'):sub()",
    "return ('x'):sub({})",
    "return string.sub()",
    "return ('hello'):byte(), ('hello'):byte(-1), ('hello'):byte(2, 4), (''):byte(), ('x'):byte(7)",
    "return ('\\0\\255'):byte(1, -1)",
    "return select('#', ('x'):rep(7000):byte(1, -1))",
    "return ('x'):rep(9000):byte(1, -1)",
    "return string.char(), string.char(72, 105, 0, 255), string.char('65')",
    "return string.char(256)",
    "return string.char(1, -1)",
    "return string.char(65, 'x')",
    "return ('ab'):rep(3), ('ab'):rep(0), ('ab'):rep(-1), (''):rep(1000), ('x'):rep(2.9)",
    "return #('abc'):rep(12345), ('abc'):rep(12345):sub(-4)",
    "return ('x'):rep()",
    "return ('aZ\\0[é'):upper(), ('aZ\\0[É'):lower(), ('abc'):reverse(), (''):reverse()",
    "return (1.5):x()",
    "return ('x').y, ('x').len == string.len, getmetatable('').__index == string",
    "return ('x'):y()",
    "return string.gfind == string.gmatch",
    "local sub = string.sub return sub(nil)",
    "return pcall(string.rep, 'x', {})",
    "return ('x'):rep(1, 'y'), ('a'):byte(nil), ('abc'):byte(2, nil), ('abc'):sub(2, nil)",
)

FORMATS = (
    "return ('%d %i'):format(3, -3.99), ('%5d|%-5d|%05d|%+d|% d'):format(1, 2, 3, 4, 5)",
    "return ('%.3d|%8.3d|%-8.3d|%08.3d|%.0d|%+.0d'):format(1, 2, 3, 4, 0, 0)",
    "return ('%d %d %d'):format(2^53, -2^63, 2^63), ('%d'):format(1e300), ('%d'):format(0/0)",
    "return ('%u %u %u'):format(1, 2^63, -1), ('%u %u'):format(2^64, -2^70)",
    "return ('%x %X %#x %#X %#x'):format(255, 255, 255, 255, 0), ('%x'):format(-1)",
    "return ('%o %#o %#o %#.3o %5o|%-5o|'):format(8, 8, 0, 8, 8, 8)",
    "return ('%#10x|%-#10x|%#010x|%.5x|%#.5x'):format(255, 255, 255, 255, 255)",
    "return ('%+u|% u|%+x|% o'):format(1, 2, 3, 4), ('%-05d|%+ d|%- d'):format(1, 2, 3)",
    "return ('%c%c%c'):format(76, 117, 97), ('a%cb'):format(0), ('%5c|%-5c|'):format(65, 66)",
    "return ('%5c'):format(0), ('%-5c|'):format(0), ('%c'):format(321), ('%c'):format(2^40)",
    "return ('%05c|%+c'):format(65, 66)",
    "return ('%e %E %f %g %G'):format(1.5, 2.5, 3.5, 4.5e30, 5.5e-30)",
    "return ('%.3f|%10.2f|%-10.2f|%+.1f|% f|%010.3f|%#.0f'):format(1, 2, 3, 4, 5, 6, 7)",
    "return ('%.14g %.17g %.0e %#g'):format(0.1, 0.1, 12345, 1), ('%.99f'):format(1/3)",
    "return ('%99.99f'):format(-1e308), ('%f'):format(1e308)",
    "return ('%f %g %e %5.1f|%-8g|%08f'):format(1/0, -1/0, 1/0, -1/0, 1/0, 1/0)",
    "return ('%s|%10s|%-10s|%.2s|%10.2s|%.0s|%.s'):format('a', 'b', 'c', 'def', 'ghi', 'j', 'k')",
    "return ('%s %s'):format(1, 2.5), ('%5s|%-5s|'):format(1, 2), ('%05s|%+s|%#s'):format(1, 2, 3)",
    "return ('%s|%s'):format('a\\0b', 'c'), ('%5s|'):format('a\\0b')",
    "return ('%s|'):format(('x'):rep(99) .. '\\0y'), ('%s|'):format(('x'):rep(99) .. '\\0')",
    "return ('%200s|'):format('x')",
    "return ('%99s|%.99s|'):format(('x'):rep(120), ('y'):rep(120)), ('%5s'):format(('x'):rep(150))",
    "return ('%q'):format('a\"b\\\\c\\nd\\re\\0f\\t\\200'), ('%q'):format(12), ('%5q'):format('x')",
    "return ('%%'):format(), ('100%%|%d%%'):format(5), ('no directives'):format(1, 2, 3),"
    " (''):format()",
    "return ('%d'):format()",
    "return ('%d'):format('x')",
    "return ('%d'):format({})",
    "return ('%d %s'):format('10', 'x'), ('%x'):format('0xff')",
    "return ('%s'):format(nil)",
    "return ('%s'):format({})",
    "return ('%s'):format(true)",
    "return ('%s %d'):format('x')",
    "return ('%y'):format(1)",
    "return ('%'):format(1)",
    "return ('%'):format()",
    "return ('x%5'):format(1)",
    "return ('%\\0d'):format(1)",
    "return ('a\\0%d\\0'):format(1)",
    "return ('%-+ #0d'):format(1)",
    "return ('%-+ #00d'):format(1)",
    "return ('%123d'):format(1)",
    "return ('%.123d'):format(1)",
    "return ('%12.3.4d'):format(1)",
    "return ('%l'):format(1)",
    "return string.format()",
    "return string.format(nil)",
    "return (12):format()",
    "return string.format(12), string.format('%d')",
    "local r = {} for i = 1, 300 do r[i] = ('%d:%s,'):format(i, i) end return table.concat(r)",
    "return #('%s'):rep(200):format(unpack({('x'):rep(300)}, 1, 1))",
    "local t = {} for i = 1, 200 do t[i] = ('x'):rep(i) end return"
    " ('%s'):rep(200):format(unpack(t))",
)


@pytest.mark.parametrize("body", BASICS + FORMATS)
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(body)
    assert found == expected
