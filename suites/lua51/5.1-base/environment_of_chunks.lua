-- Chunks run with globals of their own, twice, and share nothing but what is given.
local function run(text, env) local f = assert(loadstring(text, "=chunk")) setfenv(f, env) return pcall(f) end
local a, b = {}, { tostring = tostring }
print(run("x = 1 y = x + 1 return y", a), a.x, a.y, rawget(_G, "x"))
print(run("return x", b), run("return tostring(x)", b), run("return tostring(x)", a))
print(run("local function f() z = 5 return z end return f()", b), b.z)
print(run("_G = 1 return _G", b), b._G, _G ~= 1)
local shared = setmetatable({}, { __index = _G, __newindex = function(t, k, v) rawset(t, k, "<" .. tostring(v) .. ">") end })
print(run("v = 1 w = {} == {} return v, w, print ~= nil", shared))
print(run("return getfenv(1) == getfenv(0)", setmetatable({}, { __index = _G })))
print(run("error('in chunk')", { error = error }), run("local t = nil; return t.x", {}), run("return undefined()", {}))
print(run("setfenv(1, {y = 9}) return y", { setfenv = setfenv }))
print(run("function f() return g() end function g() return 'g' end return f()", {}))
