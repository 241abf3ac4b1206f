local _fuel = 6000
local function show(f, ...)
  local ok, r = pcall(f, ...)
  return ok and tostring(r) or (r:gsub("^.-:%d+: ", ""))
end
local function lt(a, b)
  return a < b
end
local function le(a, b)
  return a <= b
end
local function gt(a, b)
  return a > b
end
local function ge(a, b)
  return a >= b
end
local function all(a, b)
  print(show(lt, a, b), show(le, a, b), show(gt, a, b), show(ge, a, b))
end
local log = {}
local mt = {}
mt.__lt = function(a, b)
  log[#log + 1] = "lt" .. a.v .. b.v
  return a.v < b.v
end
mt.__le = function(a, b)
  log[#log + 1] = "le" .. a.v .. b.v
  return a.v <= b.v
end
local function new(v, m)
  return setmetatable({v = v}, m or mt)
end
all(new(1), new(2))
all(new(2), new(2))
print(table.concat(log, " "))
log = {}
mt.__le = nil
all(new(1), new(2))
all(new(2), new(2))
print(table.concat(log, " "))
log = {}
mt.__lt, mt.__le = nil, function(a, b)
  return a.v <= b.v
end
all(new(1), new(2))
mt.__lt = function(a, b)
  return a.v < b.v
end
local same = {__lt = mt.__lt, __le = mt.__le}
all(new(1), new(2, same))
local different = {__lt = function(a, b)
  return a.v < b.v
end}
all(new(1), new(2, different))
all(new(1), 2)
all(2, new(1))
all(new(1), "x")
all(new(1), {})
all({}, {})
local odd = {__lt = function()
  return 1
end, __le = function()
end}
all(new(1, odd), new(2, odd))
local list = {}
for i, v in ipairs({5, 2, 8, 1}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  list[i] = new(v)
end
table.sort(list)
do
  local _n0, _n1, _n2 = type(nil), function()
  end, "a" .. 9007199254740991.0
end
for i = 1, 256 do
  io.write(list[i].v, " ")
end
print()
print(math.max(3, 1), pcall(math.max, new(1), new(2)))
local u = newproxy(true)
getmetatable(u).__lt = function()
  return "yes"
end
all(u, newproxy(u))
all(u, newproxy())
if new(1) < new(2) then
  print("less")
end
if not (new(1) >= new(2)) then
  print("not greater or equal")
end
