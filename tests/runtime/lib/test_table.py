"""The table library gives PUC's results, messages and sequences of comparisons."""

import pytest

from tests.runtime.lib.conftest import Both

CASES = (
    # insert and remove
    "local t = {1, 2, 3} table.insert(t, 4) table.insert(t, 1, 0) return unpack(t)",
    "local t = {1, 2, 3} table.insert(t, 6, 'x') return #t, t[4], t[6], t[5]",
    "local t = {1, 2, 3} table.insert(t, -1, 'x') return t[-1], t[0], t[1], t[2], t[3], t[4]",
    "local t = {} table.insert(t, 'a', 'b') return 1",
    "return table.insert({})",
    "return table.insert({}, 1, 2, 3)",
    "return table.insert(nil, 1)",
    "return table.insert('x', 1)",
    "return table.insert()",
    "local t = {1, 2, 3} return table.remove(t), #t, table.remove(t, 1), #t, t[1]",
    "return table.remove({})",
    "return select('#', table.remove({})), select('#', table.remove({1}, 5))",
    "return table.remove({1, 2, 3}, 0)",
    "return table.remove({1, 2, 3}, '2')",
    "return table.remove({1, 2, 3}, {})",
    "local t = {n = 1, [5] = 5} return table.remove(t)",
    "local t = setmetatable({}, {__index = error, __newindex = error})"
    " table.insert(t, 1) return rawget(t, 1), table.remove(t)",
    # concat
    "return table.concat({})",
    "return table.concat({1, 2.5, 'x', -0.0, 1e100}, ', ')",
    "return table.concat({1, 2, 3}, '-', 2), table.concat({1, 2, 3}, '-', 2, 2)",
    "return table.concat({1, 2, 3}, '-', 3, 2), table.concat({1, 2, 3}, 0, 1, 3)",
    "return table.concat({[-1] = 'a', [0] = 'b', 'c'}, '', -1, 1)",
    "return table.concat({1, 2, nil, 4}, ',', 1, 4)",
    "return table.concat({{}}, ',')",
    "return table.concat({true}, ',')",
    "return table.concat({1}, ',', 1, 3)",
    "return table.concat({1}, {})",
    "return table.concat(1)",
    "return table.concat(nil, {})",
    "return table.concat({'a\\0b', 'c\\0'}, '\\0')",
    "local t = {} for i = 1, 3000 do t[i] = i end return table.concat(t, ' ')",
    "return table.concat({'a', 'b'}, 1.5)",
    # maxn, getn, setn
    "return table.maxn({}), table.maxn({1, 2, nil, 4}), table.maxn({[1e10] = 1, x = 2, [2.5] = 3})",
    "return table.maxn({[-1] = 1}), table.maxn({[1/0] = 1})",
    "return table.maxn()",
    "return table.getn({1, 2}), table.getn({n = 7})",
    "return table.getn('x')",
    "return table.setn({}, 1)",
    "return table.setn(1, 1)",
    # foreach and foreachi
    "local r = {} table.foreach({10, 20, x = 1}, function(k, v) r[#r + 1] = tostring(k) .. v end)"
    " return table.concat(r, ' ')",
    "return table.foreach({1, 2, 3}, function(k, v) if v == 2 then return false, 1 end end)",
    "return select('#', table.foreach({}, print)), select('#', table.foreachi({}, print))",
    "return table.foreachi({5, 6, 7}, function(i, v) if i == 3 then return v, 1 end end)",
    "local n = 0 table.foreachi({1, 2, nil, 4}, function(i, v) n = n + i end) return n",
    "return table.foreach({1}, 1)",
    "return table.foreachi(1, print)",
    "return table.foreach({1}, function() error('x') end)",
    "return table.foreach({1}, function() error({}) end)",
    "local t = {a = 1} table.foreach(t, function(k) t[k] = nil end) return next(t)",
    "local t = {1} return pcall(table.foreach, t, function() t[1] = nil for i = 1, 9 do t['k' .. i]"
    " = i end end)",
    # sort
    "local t = {3, 1, 2} table.sort(t) return unpack(t)",
    "local t = {'b', 'a', 'B', '', 'a\\0b', 'a\\0a', '10', '9'} table.sort(t) return unpack(t)",
    "local t = {3, 1, 2} return select('#', table.sort(t, nil))",
    "return table.sort({3, 'x', 2})",
    "return table.sort({{}, {}})",
    "return table.sort({1, nil, 3})",
    "return table.sort({true, false})",
    "return table.sort({2, 1}, 1)",
    "return table.sort(nil)",
    "return table.sort({2, 1, 3}, function(a, b) error('in order') end)",
    "local m = {__lt = function(a, b) return a.n < b.n end} local t = {}"
    " for i = 1, 50 do t[i] = setmetatable({n = i * 37 % 50}, m) end table.sort(t)"
    " local r = {} for i = 1, 50 do r[i] = t[i].n end return unpack(r)",
    "local co = coroutine.wrap(function() table.sort({2, 1}, function() coroutine.yield() end) end)"
    " return pcall(co)",
    "local t = {3, 2, 1} return pcall(table.sort, t, function(a, b) return a < b, 1 end),"
    " unpack(t)",
)

# Order functions, some of them inconsistent: all comparisons show.
ORDERS = {
    "less": "a < b",
    "greater": "a > b",
    "always": "true",
    "never": "false",
    "less or equal": "a <= b",
    "by digit": "a % 10 < b % 10",
    "changing": "(a * 7 + b * 13 + #seen) % 3 == 0",
    "table emptied": "(function() t[#seen % 9 + 1] = #seen return a < b end)()",
}
ARRAYS = {
    "empty": "",
    "one": "for i = 1, 1 do t[i] = i end",
    "two": "t = {2, 1}",
    "three": "t = {3, 2, 1}",
    "ascending": "for i = 1, 40 do t[i] = i end",
    "descending": "for i = 1, 41 do t[i] = -i end",
    "equal": "for i = 1, 30 do t[i] = 7 end",
    "mixed": "for i = 1, 100 do t[i] = i * 7919 % 101 end",
}


@pytest.mark.parametrize("body", CASES)
def test_like_puc(both: Both, body: str) -> None:
    expected, found = both(body)
    assert found == expected


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS.keys())
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_sort_compares_what_puc_compares(both: Both, order: str, array: str) -> None:
    expected, found = both(
        f"local t, seen = {{}}, {{}} {array} local ok, message = pcall(table.sort, t, "
        "function(a, b) seen[#seen + 1] = tostring(a) .. '<' .. tostring(b) "
        f"if #seen > 5000 then error('enough') end return {order} end) "
        "local r = {} for i = 1, #t do r[i] = tostring(t[i]) end "
        "return ok, message, table.concat(r, ' '), table.concat(seen, ' ')"
    )
    assert found == expected
