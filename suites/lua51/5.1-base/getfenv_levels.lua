-- getfenv and setfenv by levels and by functions; level 0 is the thread.
print(getfenv() == _G, getfenv(0) == _G, getfenv(1) == _G, getfenv(print) == _G, getfenv(nil) == _G)
local env = setmetatable({}, { __index = _G })
local function f() return getfenv(1) == env, getfenv(2) == env, getfenv(0) == env end
setfenv(f, env)
print(f())
local function caller() local a, b, c = f() return a, b, c end
setfenv(caller, env)
print(caller())
local function set_caller(e) setfenv(2, e) end
setfenv(set_caller, _G)
local function victim()
  set_caller({ marker = "changed" })
  return marker
end
print(victim(), victim())
print(pcall(getfenv, -1))
print(pcall(getfenv, 100))
print(pcall(getfenv, "x"))
print(pcall(setfenv, 1))
print(pcall(setfenv, 100, {}))
print(pcall(setfenv, -1, {}))
print(pcall(setfenv, print, {}))
print(pcall(setfenv, function() end, 5), setfenv(f, _G) == f)
local co = coroutine.create(function()
  setfenv(0, { inner = true })
  local t = getfenv(0)
  return t.inner, getfenv(1) == t, loadstring("return inner")()
end)
print(coroutine.resume(co))
print(inner, getfenv(0) == _G)
