-- Upvalues shared between coroutines, the main chunk and closures made inside.
local shared = 0
local function worker(id)
  local own = id
  return coroutine.wrap(function()
    for i = 1, 3 do
      shared = shared + own
      own = own + 1
      coroutine.yield(shared, own, function() return own, shared end)
    end
    return "done", shared
  end)
end
local a, b = worker(1), worker(10)
local s, o, see_a = a()
print(s, o, see_a())
local _, _, see_b = b()
print(see_b())
print(see_a())
shared = 1000
print((a())) print((b()))
print(see_a()) print(see_b())
print((a())) print(a()) print((b())) print(b())
print(see_a()) print(see_b())
local set, get
local co = coroutine.create(function()
  local hidden = "initial"
  set, get = function(v) hidden = v end, function() return hidden end
  coroutine.yield()
  return hidden
end)
coroutine.resume(co)
print(get())
set("from outside")
print(get(), coroutine.resume(co))
set("after death")
print(get(), coroutine.status(co))
local chain = {}
for i = 1, 3 do
  local v = i
  chain[i] = coroutine.wrap(function()
    while true do
      v = v * 2
      if chain[i + 1] then
        v = v + chain[i + 1]()
      end
      coroutine.yield(v)
    end
  end)
end
print(chain[1](), chain[1](), chain[2](), chain[3](), chain[1]())
local lost
local function fails()
  local keep = { "kept" } lost = coroutine.create(function()
    coroutine.yield(keep[1]) error("x")
  end)
  return coroutine.resume(lost)
end
print(fails())
print(coroutine.resume(lost) == false, coroutine.status(lost))
collectgarbage()
print(get(), see_a())
local gens = {}
for i = 1, 3 do
  gens[i] = coroutine.wrap(function()
    for j = 1, 2 do
      coroutine.yield(function()
        i = i + j
        return i, j
      end)
    end
  end)
end
local f1, f2 = gens[1](), gens[2]()
print(f1()) print(f2()) print(f1()) local f3 = gens[1]() print(f3()) print(f1())
