-- Idioms with select, unpack and varargs.
local function map(f, ...) local r = {} for i = 1, select("#", ...) do r[i] = f((select(i, ...))) end return unpack(r, 1, select("#", ...)) end
local function fold(f, a, ...) for i = 1, select("#", ...) do a = f(a, (select(i, ...))) end return a end
local function rest(_, ...) return ... end
local function last(...) return (select(-1, ...)) end
local function bind(f, ...) local n, args = select("#", ...), { ... } return function(...) local all = { unpack(args, 1, n) } for i = 1, select("#", ...) do all[n + i] = (select(i, ...)) end return f(unpack(all, 1, n + select("#", ...))) end end
print(map(function(x) return x and x * 2 end, 1, nil, 3))
print(fold(math.max, -1, 3, 9, 4), fold(function(a, b) return a .. tostring(b) end, "", 1, nil, "x"))
print(rest(1, 2, 3), rest(1), last(1, 2, 3), last(nil, "z"))
print(bind(math.max, 5)(3, 9), bind(string.format, "%s-%s", "a")("b"), bind(select, "#", nil, nil)(nil))
local function concat(...) local r = {} for i = 1, select("#", ...) do for _, v in ipairs((select(i, ...))) do r[#r + 1] = v end end return r end
print(unpack(concat({ 1, 2 }, {}, { 3 })))
local function count_nils(...) local n = 0 for i = 1, select("#", ...) do if (select(i, ...)) == nil then n = n + 1 end end return n end
print(count_nils(), count_nils(nil), count_nils(1, nil, nil), count_nils(unpack({}, 1, 100)))
local packed = { n = select("#", 1, nil, nil), 1, nil, nil }
print(packed.n, unpack(packed, 1, packed.n))
