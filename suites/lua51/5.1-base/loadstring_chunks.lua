-- loadstring: varargs, environments, names, several chunks from one text, and errors.
local f = loadstring("return select('#', ...), ...")
print(f(), f(1), f(1, nil, 3))
print(loadstring("") ~= nil, loadstring("")(), loadstring("return")(), loadstring("return;")())
print(loadstring("local a <const> = 1"), loadstring("return = 1"))
print(loadstring("x y", "=name"), loadstring("x y", "@file"), loadstring("x y", "text"), loadstring("x y"))
local a, b = loadstring("n = (n or 0) + 1 return n"), loadstring("n = (n or 0) + 10 return n")
print(a(), b(), a(), b(), n)
n = nil
print(a == loadstring("n = 1"), type(a), getfenv(a) == _G)
print(setfenv(loadstring("return x"), { x = "in env" })())
print(pcall(loadstring))
print(pcall(loadstring, {}))
print(pcall(loadstring, nil))
print(loadstring("#!shebang is no comment here\nreturn 1"))
print(loadstring("return 1", nil), loadstring(("return 1 "):rep(1)))
print(loadstring("\27broken"), loadstring("\27Lua"))
print(loadstring("goto_ = 1 return goto_")(), goto_)
goto_ = nil
