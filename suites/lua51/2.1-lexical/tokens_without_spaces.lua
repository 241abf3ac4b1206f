-- Tokens that touch: the longest one is taken.
local a, b, t = 5, 3, { x = { y = 2 }, 10 }
print(a-b,a+b,a*b,a/b,a%b,a^b,a..b,a<b,a<=b,a>b,a>=b,a==b,a~=b,-a,not a,#t)
print(a- -b,a-(-b),-(-a),- -a,t.x.y,t[1],t["x"]["y"],t.x["y"],(t)[1])
print(a==b==false,a~=b~=false,not a==b,#t==1,-a<b)
for _, source in ipairs({
  "return 1..2", "return 1 ..2", "return 1. .. 2", "return a.b.c", "return a...b", "return ...", "return ....", "return a=b",
  "return a===b", "return a<>b", "return a!=b", "return a~b", "return ~a", "return a//b", "return a&&b", "return a::b",
  "return 3and 4", "return 3or 4", "return'a'..'b'", "return{}", "return(1)", "return#'abc'", "return-1", "return not nil",
  "return 0xfor 1", "return 1e5or 2", "a=1;;b=2", ";", "return;;", "a=1 b=2 return a+b",
}) do
  local f, m = loadstring("local a, b = {}, 2 " .. source, "=t")
  local ok, r
  if f then ok, r = pcall(f) end
  print(source, f and (ok and type(r) or r) or m)
end
