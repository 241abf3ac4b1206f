-- -0 must survive compiled arithmetic, comparisons, tables and calls.
local function sign(x) return 1 / x > 0 and "+" or "-" end
local z, log = 0, {}
for i = 1, 120 do
  z = i % 2 == 0 and -z or z * 1
  if i % 30 == 0 then log[#log + 1] = sign(z) end
end
print(table.concat(log))
local t, plus, minus = { 0, -0.0, 0 * -1 }, 0, 0
for i = 1, 150 do
  local v = t[i % 3 + 1]
  if v == 0 and 1 / v < 0 then minus = minus + 1 else plus = plus + 1 end
end
print(plus, minus)
local s = -0.0
for i = 1, 100 do s = s + -0.0 end
print(sign(s))
for i = 1, 100 do s = s + (i == 60 and 0 or -0.0) end
print(sign(s))
local p = 0
for i = -60, 60 do
  local q = i * 0
  if 1 / q < 0 then p = p + 1 end
  if 0 % i == 0 and i ~= 0 and 1 / (0 % i) < 0 then p = p + 1000 end
end
print(p)
local keys = {}
for i = 1, 100 do keys[i % 2 == 0 and 0 or -0.0] = i end
print(keys[0], next(keys, 0))
for i = 1, 100 do local m = math.floor(-0.5 + i % 1) if i == 100 then print(sign(m), sign(math.ceil(-0.5)), sign(math.max(-0.0, 0))) end end
