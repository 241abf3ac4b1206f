-- type of everything, and of nothing.
print(type(nil), type(true), type(false), type(0), type(0 / 0), type(1 / 0), type(""), type({}), type(print))
print(type(type), type(function() end), type(coroutine.create(print == nil and print or function() end)))
print(type(newproxy()), type(io.stdout), type(io), type(_G), type(_VERSION), _VERSION, type(arg))
print(pcall(type))
print(type(nil, 1), type(type(1)), select("#", type(nil)))
print(_G._G == _G, _G.print == print, _G["_G"]["_G"].type == type)
for _, name in ipairs({ "string", "table", "math", "io", "os", "debug", "coroutine", "package" }) do
  io.write(name, "=", type(_G[name]), " ")
end
print()
