-- Math functions over ranges, by identities which must hold to the printed digits.
local function r(x)
  local s = string.format("%.10f", x)
  return s == "-0.0000000000" and "0.0000000000" or s
end
local worst = 0
for i = -50, 50 do
  local x = i / 7 worst = math.max(worst, math.abs(math.sin(x) ^ 2 + math.cos(x) ^ 2 - 1))
end
print(worst < 1e-14)
local s = 0
for i = 1, 200 do s = s + math.log(i) end
print(r(s), r(math.exp(math.log(10))), r(math.log10(1000)), r(math.log(8) / math.log(2)))
local bad = 0
for i = -100, 100 do
  local x = i * 0.37
  local ip, fp = math.modf(x)
  if ip + fp ~= x or math.abs(fp) >= 1 then bad = bad + 1 end
  if math.floor(x) > x or math.floor(x) + 1 <= x then bad = bad + 1 end
  if math.ceil(x) < x or math.ceil(x) - 1 >= x then bad = bad + 1 end
  if math.abs(x) < 0 or math.abs(x) ~= math.max(x, -x) then bad = bad + 1 end
  local m, e = math.frexp(x)
  if math.ldexp(m, e) ~= x or (x ~= 0 and (math.abs(m) < 0.5 or math.abs(m) >= 1)) then
    bad = bad + 1
  end
  if math.fmod(x,
    3) ~= x - 3 * (x < 0 and math.ceil(x / 3) or math.floor(x / 3)) and math.abs(math.fmod(x,
    3) - (x - 3 * (x < 0 and math.ceil(x / 3) or math.floor(x / 3)))) > 1e-12 then
    bad = bad + 1
  end
  if x % 3 < 0 or x % 3 >= 3 or x % -3 > 0 or x % -3 <= -3 then bad = bad + 1 end
end
print(bad)
local sq = 0
for i = 0, 300 do
  if math.sqrt(i * i) == i and math.floor(math.sqrt(i * i + 0.5)) == i then
    sq = sq + 1
  end
end
print(sq)
local pw = 0
for i = 0, 60 do if 2 ^ i == math.ldexp(1, i) and math.pow(2, i) == 2 ^ i then pw = pw + 1 end end
print(pw)
for d = 0, 360, 45 do
  local a = math.rad(d) io.write(r(math.sin(a)), " ", r(math.cos(a)), " ", r(math.deg(a)), "; ")
end
print()
for _, p in ipairs({ { 1, 1 }, { -1, 1 }, { -1, -1 }, { 1, -1 } }) do
  io.write(r(math.deg(math.atan2(p[2], p[1]))), " ")
end
print()
s = 0
for i = 1, 100 do
  s = s + math.tan(i / 100) + math.asin(i / 100) + math.acos(i / 100) + math.atan(i)
    + math.sinh(i / 50) - math.cosh(i / 50) + math.tanh(i / 50)
end
print(r(s))
local mn, mx = math.huge, -math.huge
for i = 1, 300 do local v = math.sin(i) * i mn, mx = math.min(mn, v), math.max(mx, v) end
print(r(mn), r(mx))
local e, term, k = 0, 1, 0
repeat e = e + term k = k + 1 term = term / k until term < 1e-17
print(r(e), e == math.exp(1) or math.abs(e - math.exp(1)) < 1e-15, k)
local hist = {}
for i = 1, 300 do local b = math.floor(math.abs(math.sin(i)) * 10) hist[b] = (hist[b] or 0) + 1 end
for b = 0, 9 do io.write(hist[b], " ") end
print()
