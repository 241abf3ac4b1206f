-- Loads and stores that may alias: the same table by two names, arrays and fields, upvalues.
local function alias(p, q)
  local s = 0
  for i = 1, 100 do
    p.x = i q.x = q.x + 1 s = s + p.x
  end
  return s
end
local t, u = { x = 0 }, { x = 0 }
print(alias(t, u)) print(alias(t, t)) print(alias(u, t))
local function shift(a, b) for i = 2, 100 do a[i] = b[i - 1] end return a[100], b[100] end
local function seq(n) local r = {} for i = 1, n do r[i] = i end return r end
local x, y = seq(100), seq(100)
print(shift(x, y)) print(shift(x, x)) print(x[50], y[50])
local function keys(t, k1, k2)
  local s = 0
  for i = 1, 100 do
    t[k1] = i t[k2] = -i s = s + t[k1]
  end
  return s
end
print(keys({}, "a", "b")) print(keys({}, "a", "a")) print(keys({}, 1, 1.0))
print(keys({}, 1, "1")) print(keys({}, 0, -0))
local function array_and_hash(t)
  local s = 0
  for i = 1, 50 do
    t[i] = i t["k" .. i] = -i s = s + t[i] + (t["k" .. i] or 0) + #t
  end
  return s
end
print(array_and_hash({}))
local up = 0
local function set(v) up = v end
local s = 0
for i = 1, 200 do set(i) s = s + up up = up + 1 s = s + up end
print(s, up)
local o = { n = 0 }
local function inc() o.n = o.n + 1 end
local cached = 0
for i = 1, 200 do
  local before = o.n inc() cached = cached + (o.n - before)
  if i == 100 then
    o = { n = 500 }
  end
end
print(cached, o.n)
local mt = { __index = function(t, k) t.side = (t.side or 0) + 1 return t.side end }
local m = setmetatable({ side = 0 }, mt)
s = 0
for i = 1, 100 do s = s + m.missing + m.side + m.missing end
print(s, m.side)
local function len(t)
  local r = 0
  for i = 1, 60 do
    r = r + #t t[#t + 1] = i
    if i % 3 == 0 then
      t[#t] = nil
    end
  end
  return r, #t
end
print(len({})) print(len(seq(10)))
local g = { v = 1 }
local h = { ref = g }
for i = 1, 100 do h.ref.v = h.ref.v + g.v % 7 if i == 50 then h.ref = { v = 0 } end end
print(g.v, h.ref.v)
local env = { c = 0 }
local f = setfenv(function()
  for i = 1, 100 do
    c = c + 1
    local e = d c = c + (e or 0)
    if i == 50 then
      d = 2
    end
  end
  return c
end, env)
print(f(), env.c, env.d)
local arr = seq(10)
for i = 1, 100 do local j = i % 10 + 1 arr[j], arr[11 - j] = arr[11 - j], arr[j] + arr[1] % 3 end
print(table.concat(arr, " "))
local str = "a"
local copy = str
for i = 1, 50 do str = str .. "b" if i == 25 then copy = str end end
print(#str, #copy, copy == ("a" .. ("b"):rep(25)))
