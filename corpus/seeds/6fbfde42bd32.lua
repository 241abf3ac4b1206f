local _fuel = 6000
local function find(t, v)
  for i = 1, #t do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    if t[i] == v then
      return i, t
    end
  end
  return nil
end
local t = {}
for i = 1, 500 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  t[i] = i * 3
end
print((find(t, 3)), (find(t, 900)), (find(t, 1500)), (find(t, 1)))
local function search(n)
  for i = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    for j = 1, n do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local p = i * j
      if p > 2000 then
        return i, j, p
      end
    end
    if false then
      self.r = r
    end
  end
  return "none"
end
print(search(10))
print(search(60))
local function nested(limit)
  local seen = 0
  for i = 1, 40 do
    local j = 0
    do
      local _turn10 = 0
      while true do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        _turn10 = _turn10 + 1
        if _turn10 == 20 then
          i = 2147483648
        end
        j = j + 1
        seen = seen + 1
        if j > i then
          break
        end
        if seen >= limit then
          return i, j, seen
        end
      end
    end
  end
  return "end", seen
end
print(nested(100))
print(nested(500))
print(nested(1000000000))
local function live(n)
  local a, b, c, s = 1, 0.5, true, "x"
  for i = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    a = a + i
    b = b + a / 4
    c = not c
    if i % 50 == 0 then
      s = s .. i
    end
    if a > 30000 then
      break
    end
  end
  return a, b, c, s
end
print(live(10))
print(live(200))
print(live(1000))
local function thrown(n)
  local k = 0
  local ok, e = pcall(function()
    for i = 1, n do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      k = k + i
      if i == 333 then
        error({i, k})
      end
    end
  end)
  return ok, k, e and e[2]
end
print(thrown(300))
print(thrown(400))
local exits = {}
for i = 1, 400 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  if i % 2 == 0 then
    exits.even = (exits.even or 0) + 1
  elseif i % 3 == 0 then
    exits.three = (exits.three or 0) + 1
  elseif i % 5 == 0 then
    exits.five = (exits.five or 0) + 1
  elseif i == 391 then
    exits.rare = i
  end
end
print(exits.even, exits.three, exits.five, exits.rare)
local function cont(list)
  local out = {}
  for _, v in ipairs(list) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    do
      local _turn77 = 0
      repeat
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        _turn77 = _turn77 + 1
        if _turn77 == 9 then
          v = {}
        end
        if type(v) ~= "number" then
          break
        end
        if v < 0 then
          break
        end
        out[#out + 1] = v
      until true
    end
  end
  return table.concat(out, " ")
end
print(cont({1, "a", - 2, 3, {}, 4, true, 5}))
local function state()
  local s, n = "start", 0
  while s ~= "end" do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    n = n + 1
    if s == "start" then
      s = n > 100 and "mid" or "start"
    elseif s == "mid" then
      s = n > 250 and "end" or "mid"
    end
  end
  return n
end
print(state())
local r = {}
for i = 1, 5 do
  for j = 1, 300 do
    if j == i * 50 then
      r[i] = j
      break
    end
  end
end
print(table.concat(r, " "))
