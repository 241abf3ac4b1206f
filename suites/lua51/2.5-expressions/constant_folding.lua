-- Constant expressions: what a compiler may fold must equal what the machine computes.
local function show(x)
  if x ~= x then
    return "nan"
  end
  if x == 0 then
    return 1 / x < 0 and "-0" or "0"
  end
  return string.format("%.17g", x)
end
local one, two, three, zero, half = 1, 2, 3, 0, 0.5
print(show(1 + 2 * 3), show(one + two * three))
print(show(2 ^ 3 ^ 2), show(two ^ three ^ two))
print(show(7 % 3), show(-7 % 3), show(7 % -3), show((one + 6) % three), show(-(one + 6) % three))
print(show(1 / 3), show(one / three), show(1 / 3 == one / three and 1 or 0))
print(show(0.1 + 0.2), show(2 ^ 0.5), show(two ^ half), show(2 ^ -1), show(10 ^ 308 * 10))
print(show(1 / 0), show(-1 / 0), show(0 / 0), show(one / zero), show(-one / zero),
  show(zero / zero))
print(show(5 % 0), show(5 % zero), show(0 % 5), show(0 ^ 0), show(zero ^ zero))
print(show(-2 ^ 2), show((-2) ^ 2), show(- - 2), show(-(-(2))), show(2 - -2))
print(1 .. 2, 1 + 2 .. 3 + 4, -1 .. -2, 2 ^ 2 .. "", "a" .. 1 + 1)
print(1 < 2, 2 < 1, 1 == 1.0, "a" == "a", "a" < "b", 1 ~= 2, not (1 < 2), not nil, not 0)
print(nil and 1, false or nil, 1 and nil, true and 1 or 2, nil == false, 1 and 2 and 3,
  nil or false or 4)
print(#"abc", -#"abc", #"abc" + 1, #"" == 0, not #"")
print("10" + 5, "3" * "4", -"2", "2" ^ "3", 10 .. "5" + 1)
if 1 then print("constant true") end
if nil then print("never") else print("constant nil") end
if 1 == 2 then print("never") elseif 2 == 2 then print("elseif constant") end
while false do print("never") end
while 1 do print("once") break end
repeat print("until constant") until true
for i = 1, 0 do print("never") end
for i = 3, 1 do print("never") end
local t = { [1 + 1] = "two", [2 * 2] = "four", ["a" .. "b"] = "ab", [not nil] = "true" }
print(t[2], t[4], t.ab, t[true])
print(show(1e308 + 1e308), show(-1e308 - 1e308), show(5e-324 / 2), show(1 - 1e-17),
  show(2 ^ 53 + 1))
print(pcall(loadstring("return 1 + nil")), pcall(loadstring("return {} < 1")))
print(loadstring("return -nil") == nil, pcall(loadstring("return #1")))
