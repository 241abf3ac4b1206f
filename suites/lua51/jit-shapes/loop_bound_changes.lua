-- The same loop function entered with bounds of other kinds, after it became hot.
local function run(a, b, c)
  local n, s = 0, 0
  for i = a, b, c do n = n + 1 s = s + i end
  return n .. "/" .. s
end
for k = 1, 60 do run(1, 10, 1) end
print(run(1, 10, 1), run(10, 1, -1), run(1, 10, 3), run(10, 1, 1), run(1, 10, -1))
print(run(0.5, 10, 1), run(1, 10, 0.5), run(1, 10.5, 1), run(-1e15, -1e15 + 2, 1))
print(run("1", "10", "1"), run("1", 10, 2), pcall(run, "a", 1, 1))
print(pcall(run, nil, 1, 1), pcall(run, 1, {}, 1))
print(run(2 ^ 31 - 2, 2 ^ 31 + 2, 1), run(2 ^ 53 - 2, 2 ^ 53 - 1, 1), run(-2 ^ 31 - 1, -2 ^ 31 + 1,
  1))
local function open(t) local s = 0 for i = 1, #t do s = s + t[i] end return s end
local big = {}
for i = 1, 200 do big[i] = i end
for k = 1, 60 do open(big) end
print(open(big), open({}), open({ 1 }), open({ 1.5, 2.5 }), open({ "1", "2" }))
print(pcall(open, { 1, {}, 3 })) print(pcall(open, 5)) print(pcall(open, nil))
print(pcall(open, "abc"))
local function step(s) local r = {} for i = 0, 20, s do r[#r + 1] = i end return #r, r[#r] end
for s = 1, 70 do step(s) end
print(step(1)) print(step(0.3)) print(step(7)) print(step(20)) print(step(21)) print(step(-1))
local function nest(n, m) local c = 0 for i = 1, n do for j = i, m do c = c + 1 end end return c end
for k = 1, 30 do nest(k, 5) end
print(nest(10, 0), nest(0, 10), nest(3, 100), nest(2.5, 3.5), nest(100, 3))
local function wh(a, b) local c = 0 while a < b do a = a + 1 c = c + 1 end return c end
for k = 1, 80 do wh(0, k) end
print(wh(0, 0.5), wh(-5.5, 5), wh(5, 0), pcall(wh, "1", 5))
print(wh(0, 1 / 0 - 1 / 0), wh(1e15, 1e15 + 3))
local function it(t)
  local s = ""
  for k, v in pairs(t) do
    s = s .. tostring(k) .. tostring(v)
  end
  return s
end
for k = 1, 60 do it({ 1, 2, 3 }) end
print(it({ a = 1 }), it({}), it({ 1, nil, 3 }), it({ [2.5] = true }), pcall(it, nil))
