local _fuel = 6000
do
  local _n0 = "a" .. 5e-324
end
local function count(first, last, step)
  local seen = {}
  if step then
    for i = first, last, step do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      seen[#seen + 1] = tostring(i)
      if #seen > 12 then
        break
      end
    end
  else
    for i = first, last do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      seen[#seen + 1] = tostring(i)
      if #seen > 12 then
        break
      end
    end
  end
  return #seen .. ": " .. table.concat(seen, " ")
end
print(count(1, 5))
print(count(1, 0))
print(count(1, 1))
print(count(5, 1, - 1))
print(count(5, 1, - 2))
print(count(1, 5, - 1))
print(count(1, 2, 0.25))
print(count(0, 1, 0.1))
print(count(1, 0, - 0.1))
print(count(0.5, 3))
print(count(- 3, - 1))
print(count(1, 3.9))
print(count(3, - 3, - 1.5))
print(count("1", "3"))
print(count("2", "10", "4"))
print(count(2 ^ 53 - 2, 2 ^ 53))
print(count(2 ^ 53, 2 ^ 53 + 4, 2))
print(count(1, math.huge))
print(count(- math.huge, 0))
print(count(math.huge, 1, - 1))
print(count(1, - math.huge, - 3))
print(count(0 / 0, 1))
print(count(1, 0 / 0))
print(count(1, 10, 0 / 0))
print(count(- 0, 0))
print(count(1, 0, 0))
print(count(2147483646, 2147483649))
print(count(- 2147483647, - 2147483650, - 1))
print(count(1000000000000000.0, 1000000000000000.0 + 3))
print(count(1, 3, 1e-300 + 1))
for _, args in ipairs({{"a", 1, 1}, {1, "b", 1}, {1, 2, "c"}, {{}, 1, 1}, {1, true, 1}}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(pcall(count, args[1], args[2], args[3]))
end
print(pcall(count, nil, 1))
print(pcall(count, 1, nil))
