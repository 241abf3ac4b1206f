-- Arithmetic metamethods of userdata made by newproxy.
local u, v = newproxy(true), newproxy(true)
local function name(x) return x == u and "u" or x == v and "v" or type(x) == "userdata" and "?" or tostring(x) end
for _, proxy in ipairs({ u, v }) do
  local mt = getmetatable(proxy)
  for _, event in ipairs({ "add", "sub", "mul", "div", "mod", "pow", "concat" }) do
    mt["__" .. event] = function(a, b) return name(proxy) .. event .. name(a) .. name(b) end
  end
end
print(u + v, v + u, u + 1, 1 + u)
print(u - v, v - u, u - 1, 1 - u)
print(u * v, v * u, u * 1, 1 * u)
print(u / v, v / u, u / 1, 1 / u)
print(u % v, v % u, u % 1, 1 % u)
print(u ^ v, v ^ u, u ^ 1, 1 ^ u)
print(u .. v, v .. u, u .. 1, 1 .. u, u .. "s", "s" .. u)
print(pcall(function() return u + newproxy() end), pcall(function() return newproxy() + u end))
print(pcall(function() return newproxy() + newproxy() end))
