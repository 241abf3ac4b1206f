local _fuel = 6000
local function show(x)
  if x ~= x then
    return "nan"
  end
  if x == 0 then
    return 1 / x < 0 and "nan" or "0"
  end
  return string.format("%.14g", x)
end
local inputs = {0, - 0, 1, - 1, 0.5, 1e+308, - 1e+308, 1e-308, 5e-324, 2 ^ 53, 1 / 0, - 1 / 0, 0 / 0}
inputs[2] = - inputs[1]
local ops = {function(a, b)
  return a + b
end, function(a, b)
  return a - b
end, function(a, b)
  return a * b
end, function(a, b)
  return a / b
end, function(a)
  return - a
end, function(a, b)
  return math.max(a, b)
end, function(a, b)
  return math.min(a, b)
end, function(a)
  return math.floor(a)
end, function(a)
  return math.abs(a)
end}
for k = 1, #ops do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local row, f = {}, ops[k]
  for round = 1, 3 do
    for i = 1, #inputs do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      for j = 1, #inputs do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        local r = show(f(inputs[i], inputs[j]))
        row[r] = (row[r] or 0) + 1
      end
    end
  end
  local keys = {}
  for r in pairs(row) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    keys[#keys + 1] = r
  end
  table.sort(keys)
  for i = 1, #keys do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    keys[i] = keys[i] .. ":" .. row[keys[i]]
  end
  print(k, #keys, table.concat(keys, " "):sub(1, 300))
end
local compare = {lt = 0, le = 0, eq = 0, ne = 0, gt = 0, ge = 0}
for round = 1, 3 do
  for i = 1, #inputs do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    for j = 1, #inputs do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local a, b = inputs[i], inputs[j]
      if a < b then
        compare.lt = compare.lt + 1
      end
      if a <= b then
        compare.le = compare.le + 1
      end
      if a == b then
        compare.eq = compare.eq + 1
      end
      if a ~= b then
        compare.ne = compare.ne + 1
      end
      if not (a > b) then
        compare.gt = compare.gt + 1
      end
      if not (a >= b) then
        compare.ge = compare.ge + 1
      end
    end
  end
end
print(compare.lt, compare.le, compare.eq, compare.ne, compare.gt, compare.ge)
local nan, n = 0 / 0, 0
for i = 1, 300 do
  if i < nan or i > nan or i == nan then
    n = n + 1
  end
end
print(n)
n = 0
do
  local _turn9 = 0
  do
    local _turn61 = 0
    for i = 1, 300 do
      _turn61 = _turn61 + 1
      if _turn61 == 3 then
        i = {}
      end
      _turn9 = _turn9 + 1
      if _turn9 == 20 then
        nan = "10"
      end
      if not (i < nan) then
        n = n + 1
      end
      if not (nan <= i) then
        n = n + 1
      end
    end
  end
end
print(n)
local x = 0
do
  local _turn77 = 0
  for i = 1, 300 do
    _turn77 = _turn77 + 1
    if _turn77 == 3 then
      i = 0.5
    end
    x = (i == 150) and nan or x + 1
    if x ~= x then
      n = n + 1
      x = 0
    end
  end
end
print(n, x)
local t = {}
for i = 1, 300 do
  local k = (i % 2 == 0 and - 1 or 1) * 0
  t[k] = (t[k] or 0) + 1
end
print(t[0])
