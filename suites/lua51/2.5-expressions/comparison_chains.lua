-- Comparisons stored, negated, chained and used as arguments or table fields.
local a, b, s, t = 1, 2, "s", "t"
local r = { a < b, a > b, a <= b, a >= b, a == b, a ~= b, s < t, s > t, s <= t, s >= t, s == t,
  s ~= t }
for i = 1, #r do io.write(tostring(r[i]), " ") end
print()
local n = { not (a < b), not (a > b), not (a <= b), not (a >= b), not (a == b), not (a ~= b) }
for i = 1, #n do io.write(tostring(n[i]), " ") end
print()
print((a < b) == (b > a), (a < b) == true, (a < b) ~= false, not (a < b) == false)
print(a < b and "less", a > b and "greater", a > b or "not greater", (a < b) and (s < t) and "both")
local function id(x) return x end
print(id(a < b), id(a == 1), id(not a), id(a and b), id(a or b), id(nil == false))
local v = a < b
local w = not v
local x = v and w
local y = v or w
print(v, w, x, y, v == w, v ~= w)
local f = { lt = a < b, eq = a == b, [a < b] = "true key", [a > b] = "false key" }
print(f.lt, f.eq, f[true], f[false])
local count = 0
local function tick(value) count = count + 1 return value end
print(tick(1) < tick(2) and tick(3) < tick(4), count)
print(tick(2) < tick(1) and tick(3) < tick(4), count)
print(tick(2) < tick(1) or tick(3) < tick(4), count)
print(not (tick(1) == tick(1)) or tick("x") == tick("x"), count)
local function cmp(p, q) if p < q then return -1 elseif p > q then return 1 end return 0 end
print(cmp(1, 2), cmp(2, 1), cmp(1, 1), cmp("a", "b"), cmp("b", "a"), cmp("a", "a"))
local function between(lo, v, hi) return lo <= v and v <= hi end
print(between(1, 2, 3), between(1, 4, 3), between(1, 1, 1), between(3, 2, 1))
print(1 == 1 == true, 1 < 2 == true, "x" == "x" ~= false, nil == nil == nil)
local k = 10
while k > 0 and not (k == 5) do k = k - 1 end
repeat k = k + 2 until k >= 20 or k == 11 or false
print(k)
local big, small = 2 ^ 53, 2 ^ -1074
print(big == big + 1, big < big + 2, small > 0, small / 2 == 0, -small < 0, big - 1 ~= big)
print(a == "1", a == 1, "1" == 1, a ~= "1", a .. "" == "1", a == tonumber("1"))
for _, p in ipairs({ { 1, 1 }, { 1, 2 }, { "a", "a" }, { true, true }, { print, print }, { 1,
  "1" }, { nil } }) do
  print(p[1] == p[2], p[1] ~= p[2], rawequal(p[1], p[2]))
end
