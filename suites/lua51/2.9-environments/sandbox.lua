-- Sandboxes: limited environments, shared functions, nested environments and leaks.
local function run(source, env)
  local f, message = loadstring(source, "=sandbox")
  if not f then return "compile", message end
  setfenv(f, env)
  return pcall(f)
end
local env = { print = print, tostring = tostring }
print(run("x = 5 return x", env))
print(env.x, rawget(_G, "x"))
print(run("return type(x)", env))
print(run("return os", env))
print(run("return x + y", env))
print(run("x.y = 1", env))
print(run("function f() return x end return f()", env))
print(env.f(), getfenv(env.f) == env)
env.x = "changed"
print(env.f())
print(run("local function g() z = 7 end g() return z", env), env.z)
print(run("x = = 1", env))
env.loadstring, env.setfenv, env.getfenv, env._G = loadstring, setfenv, getfenv, env
print(run("return loadstring('return x')()", env))
print(run("return setfenv(loadstring('return x'), _G)()", env))
print(run("return getfenv(1) == _G, getfenv(0) == _G", env))
print(run("setfenv(1, { x = 'new', tostring = tostring }) return x, print", env))
local inherited = setmetatable({ own = 1 }, { __index = env })
print(run("own = own + 1 x = 'shadow' return own, x", inherited))
print(inherited.own, inherited.x, env.x)
local counting = { n = 0 }
local proxy = setmetatable({}, { __index = function(_, k)
  counting.n = counting.n + 1
  return k
end, __newindex = function(_, k, v)
  counting[k] = v
end })
print(run("a = b c = d return e", proxy))
print(counting.n, counting.a, counting.c)
local function shares() return shared_name end
local e1, e2 = { shared_name = "one" }, { shared_name = "two" }
setfenv(shares, e1)
local before = shares()
setfenv(shares, e2)
print(before, shares())
local made = setfenv(function() return function() return shared_name end end, e1)()
setfenv(shares, e1)
print(made(), getfenv(made) == e1)
local co = coroutine.create(setfenv(function()
  return shared_name, (function()
    return shared_name
  end)()
end, e2))
print(coroutine.resume(co))
for i = 1, 3 do setfenv(shares, { shared_name = i }) io.write(shares(), " ") end
print()
print(pcall(setfenv(function() undefined() end, {})))
print(pcall(setfenv(function() return undefined.x end, {})))
