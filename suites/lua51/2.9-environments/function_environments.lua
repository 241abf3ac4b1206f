-- Each function has its environment: closures, coroutines, C callers and module-like use.
local function make(env)
  return setfenv(function(k, v)
    if v ~= nil then
      _ENVIRONMENT = v
    end
    return _ENVIRONMENT, k
  end, env)
end
local e1, e2 = {}, { _ENVIRONMENT = "e2" }
local f1, f2 = make(e1), make(e2)
print(f1("a")) print(f2("b")) print(f1("c", "set")) print(f2("d"))
print(e1._ENVIRONMENT, rawget(_G, "_ENVIRONMENT"))
setfenv(f1, e2)
print(f1("e")) print(getfenv(f1) == e2, getfenv(f1) == getfenv(f2))
local M = setmetatable({}, { __index = _G })
setfenv(1, M)
exported = 5
function method() return exported end
print(exported, rawget(M, "exported"), M.method(), rawget(_G, "exported"))
local inner = function() another = 1 return getfenv(1) == M end
print(inner(), M.another, getfenv(inner) == M)
local loaded = loadstring("return exported, from_loadstring")
print(loaded())
setfenv(loaded, M)
print(loaded())
setfenv(1, _G)
print(exported, M.exported, inner(), M.another)
local results = {}
table.foreach({ 1, 2 }, setfenv(function(k, v) out = (out or 0) + v end, results))
print(results.out)
print((("a b"):gsub("%a", setfenv(function(c)
  n = (n or 0) + 1
  return c .. n
end, results))), results.n)
table.sort({ 3, 1, 2 }, setfenv(function(a, b) calls = (calls or 0) + 1 return a < b end, results))
print(results.calls > 0)
local object = setmetatable({}, { __index = setfenv(function(_, k)
  last = k
  return prefix .. k
end, { prefix = "p:" }) })
print(object.x, object.y, getfenv(getmetatable(object).__index).last)
local co = coroutine.create(setfenv(function()
  state = 1 coroutine.yield(state) state = state + 1
  return state
end, results))
print(coroutine.resume(co)) print(results.state) results.state = 10 print(coroutine.resume(co))
print(pcall(setfenv(function() return print end, {})), pcall(setfenv(function()
print("x") end, {})))
local level = setfenv(function() return getfenv(2) end, { getfenv = getfenv })
print((function() local e = level() return e == _G end)())
print(getfenv(0) == _G, pcall(getfenv, 1.5) == true, getfenv("1") == _G)
