-- Values that are integers for long and then are not: fractions, overflow, -0, NaN and inf.
local function show(x)
  if x ~= x then return "nan" end
  if x == 0 and 1 / x < 0 then return "-0" end
  return string.format("%.17g", x)
end
local function run(start, step, n, at, change)
  local x = start
  for i = 1, n do
    if i == at then x = x + change end
    x = x + step
  end
  return show(x)
end
print(run(0, 1, 500, 250, 0.5), run(0, 1, 500, 250, 1e300), run(0, 1, 500, 250, 1 / 0))
print(run(0, 1, 500, 250, 0 / 0), run(2 ^ 31 - 100, 1, 300, 0, 0), run(-2 ^ 31 + 100, -1, 300, 0,
  0))
local m = 1
for i = 1, 70 do m = m * 3 end
print(show(m))
local d = 2 ^ 20
for i = 1, 40 do d = d / 2 end
print(show(d))
local z = 5
for i = 1, 300 do z = z * (i == 200 and 0 or 1) * (i == 201 and -1 or 1) end
print(show(z))
local nz = 0
for i = 1, 300 do nz = -nz end
print(show(nz))
for i = 1, 301 do nz = -nz end
print(show(nz))
local sum = 0
for i = 1, 300 do sum = sum + 0 * -i end
print(show(sum))
local prod = -0.0
local zero = 0
local minus = -zero
for i = 1, 300 do minus = minus + minus end
print(show(minus), show(minus + 0), show(minus - 0), show(minus * 1), show(-minus))
local r = 7
for i = 1, 300 do r = (r % 4 == 3) and -r or r r = i == 299 and r % 4 or r end
print(show(r))
local mods = {}
for i = -3, 300 do
  if i < 4 or i > 298 then
    mods[#mods + 1] = show(i % 3) .. "," .. show(-i % 3)
  end
end
print(table.concat(mods, " "))
local pw = 0
for i = 0, 300 do pw = pw + 2 ^ (i % 70 - 10) end
print(show(pw))
local div = {}
for i = 1, 300 do div[i] = 300 / i end
print(show(div[1]), show(div[7]), show(div[300]), show(div[128]))
local t = {}
for i = 1, 300 do t[i / 2] = i end
print(#t, t[0.5], t[150], t[149.5], t[75])
local mx, mn = -1 / 0, 1 / 0
for i = 1, 300 do
  local v = (i * 37) % 101 - 50
  if v > mx then
    mx = v
  end
  if v < mn then
    mn = v
  end
end
print(mx, mn)
