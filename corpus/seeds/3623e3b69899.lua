local _fuel = 6000
local function gen(n)
  return coroutine.wrap(function()
    for i = 1, n do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      coroutine.yield(i)
    end
  end)
end
local s = 0
for v in gen(300) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  s = s + v
end
local source_o = {"local t, s = {}, 0\nfor r = 1, 60 do\n"}
for i_o = 1, 80 do
  source_o[#source_o + 1] = ("s = s + %d.%d t.f%d = s\n"):format(i_o, i_o, i_o)
end
source_o[#source_o + 1] = "end\nreturn s, t.f1, t.f80"
print(s)
local cos = {}
for i = 1, 20 do
  cos[i] = coroutine.create(function(a)
    local t = a
    while true do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      t = t + coroutine.yield(t)
    end
  end)
end
print(loadstring(table.concat(source_o))())
source_o = {"local s = 0 for r = 1, 60 do\n"}
for i_o = 1, 100 do
  source_o[#source_o + 1] = ("local v%d = r + %d\n"):format(i_o, i_o)
end
s = 0
for r = 1, 15 do
  for i = 1, 20 do
    local _, v = coroutine.resume(cos[i], i * r)
    s = s + v
  end
end
print(s)
local inner = coroutine.wrap(function()
  while true do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    local x = 0
    for i = 1, 100 do
      x = x + i * i % 7
    end
    coroutine.yield(x)
  end
end)
s = 0
for _ = 1, 30 do
  s = s + inner()
end
print(s)
local ended, failed = 0, 0
do
  local _turn61 = 0
  for i = 1, 150 do
    _turn61 = _turn61 + 1
    if _turn61 == 5 then
      x = "10"
    end
    local co = coroutine.create(function(x)
      if x % 5 == 0 then
        error("five")
      end
      coroutine.yield(x)
      return x
    end)
    while coroutine.status(co) ~= "dead" do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local ok = coroutine.resume(co, i)
      if not ok then
        failed = failed + 1
      end
    end
    ended = ended + 1
  end
end
print(ended, failed)
source_o[#source_o + 1] = "s = s + v1 + v50 + v100 end return s"
print(loadstring(table.concat(source_o))())
source_o = {}
for i_o = 1, 59 do
  source_o[#source_o + 1] = ("local u%d = %d\n"):format(i_o, i_o)
end
source_o[#source_o + 1] = "local function f(x) u1 = u1 + x return u1"
for i_o = 2, 59 do
  source_o[#source_o + 1] = " + u" .. i_o
end
source_o[#source_o + 1] = " end local s = 0 for i = 1, 100 do s = s + f(i) end return s, u1"
print(loadstring(table.concat(source_o))())
source_o = {"local s = 0 for i = 1, 100 do local t = {"}
for i_o = 1, 70 do
  source_o[#source_o + 1] = ("i + %d,"):format(i_o)
end
source_o[#source_o + 1] = "} s = s + t[1] + t[50] + t[70] + #t end return s"
print(loadstring(table.concat(source_o))())
source_o = {"local function f(...) return select('#', ...) end local s = 0 for i = 1, 80 do s = s + f("}
for i_o = 1, 60 do
  source_o[#source_o + 1] = "i,"
end
source_o[#source_o + 1] = "i) end return s"
print(loadstring(table.concat(source_o))())
