-- Functions and calls that are malformed.
for _, s in ipairs({
  "function", "function f", "function f(", "function f(a", "function f(a,", "function f(a,)", "function f(,a) end", "function f(a b) end",
  "function f(...) end", "function f(..., a) end", "function f(a, ...) end return f", "function f(1) end", "function f(nil) end", "function f.() end",
  "function f:a:b() end", "function f:a.b() end", "function f.a:b() end", "function f[1]() end", "function 1() end", "function (f)() end",
  "local function", "local function f", "local function f.a() end", "local function f:a() end", "x = function", "x = function f() end",
  "x = function()", "return function() return 1 2 end", "f(", "f(1", "f(1,", "f(1,)", "f(,)", "f)", "f{", "f'", "f[", "a:b", "a:b.c()", "a:1()",
  "a.b:c", "a.1", "a.'x'", "f\n(1)", "f()\n(g)()", "x = f\n(1)", "(f)\n(1)", "f 1", "f nil", "f{} = 1", "f() = 1", "(f()) = 1", "f().x = 1",
  "f.x", "f[1]", "(a)", "a, b", "a, b()", "a() , b = 1", "...", "return ...", "function f() return ... end", "x = function() return ... end",
}) do
  local f, m = loadstring(s, "=fn")
  print((s:gsub("\n", "|")), f and "fine" or m)
end
