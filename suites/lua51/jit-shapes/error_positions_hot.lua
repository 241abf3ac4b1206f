-- Errors raised late in hot code: the message must name the right line and variable.
local function first(t) local s = 0 for i = 1, 300 do s = s + t[i] end return s end
local function second(o)
  for i = 1, 300 do
    o.count = o.count + 1
    if i == 250 then
      o.count = nil
    end
  end
end
local function third(f) local s = 0 for i = 1, 300 do s = s + f(i) end return s end
local function fourth(s)
  for i = 1, 300 do
    local c = s:sub(i, i)
    if i == 280 then
      s = nil
    end
  end
end
local function fifth(a, b)
  for i = 1, 300 do
    if i == 290 then
      b = {}
    end
    if a < b then
      a = a + 1
    end
  end
end
local function sixth()
  for i = 1, 300 do
    undefined_global = i < 200 and i or nil
    local x = undefined_global + 1
  end
end
local function seventh(u)
  local function up()
    return u + 1
  end
  for i = 1, 300 do
    if i == 222 then
      u = "x"
    end
    up()
  end
end
local function eighth(t) for i = 1, 300 do t[i == 211 and nil or i] = i end end
local function ninth(t) for i = 1, 300 do t[i == 211 and 0 / 0 or i] = i end end
local function tenth(t)
  for i = 1, 300 do
    local k = "field" .. i % 3 t[k].x = i
    if i == 270 then
      t.field1 = nil
    end
  end
end
local function eleventh(m) for i = 1, 300 do m:go(i) if i == 205 then m.go = nil end end end
local function twelfth(v) for i = 1, 300 do v = v .. "" if i == 260 then v = true end end end
local t = {}
for i = 1, 299 do t[i] = i end
print(pcall(first, t)) t[300] = "x" print(pcall(first, t)) t[300] = "5" print(pcall(first,
  t)) t[120] = {} print(pcall(first, t))
local o = { count = 0 }
print(pcall(second, o)) print(o.count)
print(pcall(third, function(i) return i < 270 and i or nil end)) print(pcall(third, nil))
print(pcall(third, function(i) if i == 200 then error("inside") end return 1 end))
print(pcall(fourth, ("x"):rep(300))) print(pcall(fifth, 0, 1000))
print(pcall(sixth)) undefined_global = nil
print(pcall(seventh, 1)) local w = {} print(pcall(eighth, w))
print(#w) w = {} print(pcall(ninth, w)) print(#w)
print(pcall(tenth, { field0 = {}, field1 = {}, field2 = {} }))
local m = { n = 0 } function m:go(i) self.n = self.n + i end
print(pcall(eleventh, m)) print(m.n) print(pcall(twelfth, "v"))
local function level(n) error("level", n) end
local function middle(n) level(n) return 1 end
local seen = {}
for i = 1, 200 do local _, e = pcall(middle, i % 3) seen[e] = (seen[e] or 0) + 1 end
local keys = {}
for k in pairs(seen) do keys[#keys + 1] = k end
table.sort(keys)
for _, k in ipairs(keys) do print(k, seen[k]) end
local co = coroutine.wrap(function()
  local s = 0
  for i = 1, 300 do
    s = s + i
    if i % 100 == 0 then
      coroutine.yield(s)
    end
    if i == 250 then
      s = s .. {}
    end
  end
end)
print(co(), co(), pcall(co))
