-- Messages of syntax errors: the line and the token near which they arise.
local sources = {
  "x", "x y", "1", "local", "local 1", "local x =", "local x = 1 2", "x = ", "x, y", "x, y = ",
  "f(", "f(1", "f(1,", "f(1,)", "return return", "if", "if x", "if x then", "if x then else",
  "if x then elseif", "if then end", "while", "while x", "while x do", "for", "for x", "for x =",
  "for x = 1", "for x = 1 do end", "for x = 1, 2, 3, 4 do end", "for x in",
  "for x, y = 1, 2 do end",
  "for 1 = 1, 2 do end", "repeat", "repeat x = 1", "until x", "function", "function f",
  "function f(",
  "function f(a", "function f(a,", "function f(...", "function f(..., a) end",
  "function f(a b) end",
  "function f.1() end", "function f:a:b() end", "function f:a.b() end", "local function f.a() end",
  "do", "end", "else", "then", "x = {", "x = {1", "x = {1,", "x = {[1]}", "x = {[1] 2}",
  "x = {a.b = 1}",
  "x = (1", "x = )", "x = 1 + ", "x = * 2", "x = not", "x = -", "x = #", "x = a.", "x = a:",
  "x = a:b",
  "x = a[", "x = a[1", "x = 'a' 'b'", "a.b", "a:b", "a[1]", "(a)", "(a) = 1", "f() = 1",
  "a:b() = 1",
  "a, f() = 1", "nil = 1", "'x' = 1", "break", "while true do break x = 1 end",
  "return 1 x = 2", "x = function", "x = function(", "x = function() ", "x = }",
  "x = 1\ny = \nz = 3 3",
  "x =\n\n\n)", "return function(a, a) return a end", "x = ... ", "function f() return ... end",
  "local a <const> = 1", "goto x", "x = a?b", "x += 1", "x = [1]", "x = {}{}", "x = 'a\nb'",
}
for i = 1, #sources do
  local f, message = loadstring(sources[i], "=src")
  print((sources[i]:gsub("\n", "\\n")), f and "compiles" or message)
end
print(loadstring("x = ", "@file.lua"))
print(loadstring("x = ", "text of the chunk"))
print(loadstring("x = ", "first line\nsecond line"))
print(loadstring("x = ", ("long"):rep(40)))
print(loadstring("x = ", "@" .. ("long"):rep(40)))
print(loadstring("x = ", "=" .. ("long"):rep(40)))
print(loadstring("x = "))
