-- setfenv and getfenv: by function, by level, for chunks and for C functions.
print(getfenv() == _G, getfenv(0) == _G, getfenv(1) == _G, getfenv(print) == _G)
local function f() return value end
print(f())
print(setfenv(f, { value = "private" }) == f, f(), value)
print(getfenv(f).value, getfenv(f) == _G)
local env = setmetatable({}, { __index = _G })
local function g() created = "here" return created, print == _G.print end
setfenv(g, env)
print(g())
print(rawget(env, "created"), rawget(_G, "created"))
-- Functions inherit the environment of the function that makes them, when it is made.
local function maker() return function() return tag end end
local before = maker()
setfenv(maker, { tag = "new" })
local after = maker()
print(before(), after(), getfenv(before) == _G, getfenv(after).tag)
-- By level.
local function by_level()
  setfenv(1, { print = print, who = "level one" })
  print(who)
  return who
end
print(by_level(), who)
local function set_caller(t) setfenv(2, t) end
local function called()
  set_caller({ x = "set from below" })
  return x
end
print(called())
local chunk = loadstring("a = 1; b = a + 1; return a, b, c")
local sandbox = { c = "see" }
setfenv(chunk, sandbox)
print(chunk())
print(sandbox.a, sandbox.b, rawget(_G, "a"))
print(pcall(setfenv, print, {}))
print(pcall(setfenv, 50, {}))
print(pcall(setfenv, f))
print(pcall(setfenv, f, 5))
print(pcall(setfenv, "x", {}))
print(pcall(getfenv, 50))
print(pcall(getfenv, -1))
print(pcall(getfenv, "x"))
print(pcall(setfenv, -1, {}))
local co = coroutine.create(function() return getfenv(0) == _G, getfenv(1) == _G end)
print(coroutine.resume(co))
local strict = setmetatable({}, {
  __index = function(_, k) error("undeclared " .. k, 2) end,
  __newindex = function(_, k) error("new global " .. k, 2) end,
})
print(pcall(setfenv(function() return undeclared end, strict)))
print(pcall(setfenv(function() fresh = 1 end, strict)))
