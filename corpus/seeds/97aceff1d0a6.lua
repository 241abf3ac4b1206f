local _fuel = 6000
local function map_o(f_o, ...)
  local r_o = {}
  for i_o = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    r_o[i_o] = f_o((select(i_o, ...)))
  end
  return unpack(r_o, 1, select("#", ...))
end
local function fold_o(f_o, a_o, ...)
  for i_o = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    a_o = f_o(a_o, (select(i_o, ...)))
  end
  return a_o
end
local function rest_o(__o, ...)
  return ...
end
local function last_o(...)
  return (select(- 1, ...))
end
local s = 0
local function bind_o(f_o, ...)
  local n_o, args_o = select("#", ...), {...}
  return function(...)
    local all_o = {unpack(args_o, 1, n_o)}
    for i_o = 1, select("#", ...) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      all_o[n_o + i_o] = (select(i_o, ...))
    end
    return f_o(unpack(all_o, 1, n_o + select("#", ...)))
  end
end
print(map_o(function(x_o)
  return x_o and x_o * 2
end, 1, nil, 3))
for i = 1, 150 do
  for j = 1, 3 do
    s = s + i * j
  end
  for j = 1, 0 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = 1000000000
  end
  for j = 1, 1 do
    s = s - 1
  end
end
print(s)
for i = 1, 120 do
  local n = i % 5
  for j = 1, n do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = s + j
  end
  local k = n
  while k > 0 do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = s - k
    k = k - 1
  end
  do
    local _turn88 = 0
    repeat
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      _turn88 = _turn88 + 1
      if _turn88 == 9 then
        s = 2147483648
      end
      s = s + 0.5
    until true
  end
end
print(s)
print(fold_o(math.max, - 1, 3, 9, 4), fold_o(function(a_o, b_o)
  return a_o .. tostring(b_o)
end, "", 1, nil, "x"))
print(rest_o(1, 2, 3), rest_o(1), last_o(1, 2, 3), last_o(nil, "z"))
print(bind_o(math.max, 5)(3, 9), bind_o(string.format, "%s-%s", "a")("b"), bind_o(select, "#", nil, nil)(nil))
local function concat_o(...)
  local r_o = {}
  for i_o = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    for __o, v_o in ipairs((select(i_o, ...))) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      r_o[#r_o + 1] = v_o
    end
  end
  return r_o
end
print(unpack(concat_o({1, 2}, {}, {3})))
local function count_nils_o(...)
  local n_o = 0
  for i_o = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    if (select(i_o, ...)) == nil then
      n_o = n_o + 1
    end
  end
  return n_o
end
local t = {}
for i = 1, 100 do
  local row = {i, i + 1, i + 2}
  for k, v in ipairs(row) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    t[k] = (t[k] or 0) + v
  end
  for k in pairs({x = 1}) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    t[k] = i
  end
end
print(count_nils_o(), count_nils_o(nil), count_nils_o(1, nil, nil), count_nils_o(unpack({}, 1, 100)))
print(t[1], t[2], t[3], t.x)
local m = {{1, 2}, {3, 4}}
for i = 1, 80 do
  local r = {{}, {}}
  for a = 1, 2 do
    for b = 1, 2 do
      local v = 0
      for c = 1, 2 do
        v = v + m[a][c] * m[c][b]
      end
      r[a][b] = v % 1009
    end
  end
  m = r
end
print(m[1][1], m[1][2], m[2][1], m[2][2])
local packed_o = {n = select("#", 1, nil, nil), 1, nil, nil}
print(packed_o.n, unpack(packed_o, 1, packed_o.n))
