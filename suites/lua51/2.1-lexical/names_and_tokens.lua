-- Names, keywords as field names and the longest-match rule of tokens.
local _, __, _1, a1, A1, aB_c9 = 1, 2, 3, 4, 5, 6
print(_, __, _1, a1, A1, aB_c9)
local And, END, Nil, True = "And", "END", "Nil", "True"
print(And, END, Nil, True)
local t = { ["end"] = 1, ["and"] = 2, ["function"] = 3 }
print(t["end"], t["and"], t["function"])
for _, word in ipairs({
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while", "goto",
}) do
  print(word, (loadstring("local " .. word .. " = 1", "=name")) ~= nil)
end
local a, b = 7, 2
print(a-b, a--b
  -b, a-  -b, - -a, not not a, not-a)
print(a<=b, a>=b, a==b, a~=b, a<b, a>b)
print(a..b, a ..b, "x"..a.."y", #"abc"+1, -#"abc")
print(2^-1, -2^2, 2^3^2, not 1==2)
local s = {...}
print(#s, (...))
for _, source in ipairs({
  "x = = 1", "x =! 1", "x != 1", "return a ~ b", "return 1 === 1", "return @x", "return $", "x = `",
  "return a.b.c:d", "return ...,", "local t = {1;2,3;}; return #t", "return {,}", "return {;}",
  "return ;", ";", "return 1;;", "x = 1; y = 2", "a.1 = 2", "return \\", "return a.end",
}) do
  local f, message = loadstring(source, "=token")
  print(source, f and "compiles" or message)
end
