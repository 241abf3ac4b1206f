local _fuel = 6000
local values = {1, "s", true, {}, print, newproxy(), coroutine.create(function()
end)}
local function lt(a, b)
  return a < b
end
local function le(a, b)
  return a <= b
end
for i = 1, #values do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  for j = 1, #values do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local _, m1 = pcall(lt, values[i], values[j])
    local _, m2 = pcall(le, values[i], values[j])
    print(i, j, m1, m1 == m2 or m2)
  end
  print(pcall(lt, values[i], nil))
  print(pcall(lt, nil, values[i]))
end
print(pcall(lt, nil, nil))
print(pcall(le, nil, nil))
print(pcall(function()
  return 1 > "2"
end))
print(pcall(function()
  return "1" >= 2
end))
print(pcall(function()
  return {} < {}
end))
print(pcall(function()
  return nil < 1
end))
print(pcall(function()
  return not (nil <= {})
end))
print(1 == "1", nil == false, {} == {}, print == print)
