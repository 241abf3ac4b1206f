-- A sandbox whose globals are copies; loadstring and coroutines inside it.
local env = { print = print, loadstring = loadstring, setfenv = setfenv, getfenv = getfenv, pcall = pcall, coroutine = coroutine }
env._G = env
local chunk = loadstring([[
  secret = "inside"
  print(secret, _G.secret, string)
  local f = loadstring("return secret")
  print(pcall(f))
  print(setfenv(f, getfenv(1))())
  local co = coroutine.wrap(function() return secret, getfenv(0) == _G end)
  print(co())
  print(pcall(function() return string.rep("x", 2) end))
]], "=sandbox")
setfenv(chunk, env)()
print(secret, env.secret)
setfenv(1, setmetatable({}, { __index = _G, __newindex = function(t, k, v)
  rawset(t, k, v)
  io.write("set ", k, " ")
end }))
fresh = 1
fresh = 2
print(fresh, getfenv(0).fresh)
