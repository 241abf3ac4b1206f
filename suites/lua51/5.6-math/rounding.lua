-- floor, ceil, abs, modf, fmod: signs, fractions, large values, infinities.
local function text(x)
  if x ~= x then
    return "nan"
  end
  if x == 0 then
    return 1 / x < 0 and "-0" or "0"
  end
  return string.format("%.14g", x)
end
local values = { 0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2.5, 0.9999999, -0.9999999, 1e10 + 0.5,
  -1e10 - 0.5, 2 ^ 31, 2 ^ 31 + 0.5,
  -2 ^ 31 - 0.5, 2 ^ 52 + 0.5, 2 ^ 53, 1e300, -1e300, 1 / 0, -1 / 0, 5e-324 }
for _, v in ipairs(values) do
  local i, f = math.modf(v)
  print(text(v), text(math.floor(v)), text(math.ceil(v)), text(math.abs(v)), text(i), text(f))
end
local zero = 0
print(text(math.floor(-zero)), text(math.ceil(-zero)), text(math.abs(-zero)),
  text(math.ceil(-0.5)), text((math.modf(-zero))))
for _, case in ipairs({ { 5, 3 }, { -5, 3 }, { 5, -3 }, { -5, -3 }, { 5.5, 2 }, { -5.5, 2 },
  { 1e300, 7 }, { 0, 5 }, { 3, 1 / 0 }, { -3, 1 / 0 }, { 6, 3 }, { -6, 3 }, { 0.3, 0.1 } }) do
  print(text(case[1]), text(case[2]), text(math.fmod(case[1], case[2])), text(case[1] % case[2]))
end
print(text(math.fmod(1, zero)), text(math.fmod(1 / 0, 2)), math.mod == nil or math.mod(7, 3))
print(math.floor("3.7"), math.ceil("3.2"), math.abs("-5"), math.floor(" 0x10 "))
print(pcall(math.floor)) print(pcall(math.floor, "x")) print(pcall(math.floor,
  {})) print(pcall(math.fmod, 1)) print(pcall(math.abs, nil)) print(pcall(math.modf, true))
print(math.floor(-3.5) + math.ceil(-3.5), math.floor(3.5) == 3, type(math.floor(3.5)),
  #tostring(math.floor(1e15 + 0.3)))
local nan = 0 / 0
print(text(math.floor(nan)), text(math.ceil(nan)), text(math.abs(nan)), text((math.modf(nan))))
print(select("#", math.modf(1.5)), select("#", math.floor(1.5, 2, 3)))
local s = 0
for i = -20, 20 do s = s + math.floor(i / 3) * 100 + math.ceil(i / 3) end
print(s)
