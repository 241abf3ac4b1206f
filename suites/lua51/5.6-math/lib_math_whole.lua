-- Every mathematical function over special values; the random sequence of many seeds.
local tostring_, print_ = tostring, print
function show(name, ...)
  local t = {n = select("#", ...), ...}
  for i = 1, t.n do
    local v = t[i]
    local s = type(v) == "string" and string.format("%q", v) or tostring_(v)
    t[i] = s
  end
  io.write(tostring_(name), "\t", table.concat(t, " | "), "\n")
end
function try(name, f, ...) show(name, pcall(f, ...)) end
for k, v in pairs(math) do io.write(k, " ") end print()
local vals = {0, -0.0, 1, -1, 0.5, -0.5, 2.5, -2.5, 1e10, -1e10, 1e300, -1e300, 2^31, 2^53, 2^63, 1/0, -1/0, 3.7, -3.7, 1e-300, 5e-324, 710, -745, 0.1}
local function s(x) return x ~= x and "nan" or type(x) == "number" and string.format("%.17g", x) or tostring(x) end
for _, f in ipairs{"abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "deg", "exp", "floor", "frexp", "log", "log10", "modf", "rad", "sin", "sinh", "sqrt", "tan", "tanh"} do
  for _, v in ipairs(vals) do local r = {math[f](v)} for i = 1, #r do r[i] = s(r[i]) end print(f, s(v), unpack(r)) end
  local r = {math[f](0/0)} for i = 1, #r do r[i] = s(r[i]) end print(f, "nan", unpack(r))
end
for _, f in ipairs{"atan2", "fmod", "mod", "ldexp", "max", "min", "pow"} do for _, a in ipairs(vals) do for _, b in ipairs(vals) do print(f, s(a), s(b), s(math[f](a, b))) end end end
show("max", math.max(1), math.max(1, 2, 3), math.min(3, 1, 2), pcall(math.max), pcall(math.min), pcall(math.max, 1, "x")) show("max", pcall(math.max, "10", 9)) show("max", math.max(0/0, 1) ~= math.max(0/0, 1), math.max(1, 0/0), math.min(1, 0/0))
print(math.pi, math.huge, -math.huge, math.mod == math.fmod)
for _, seed in ipairs{0, 1, 42, -1, 123456789, 2^31, 2^32 + 5, 1.9, -1.9, 1e10, 2^53} do math.randomseed(seed) for i = 1, 5 do io.write(string.format("%.17g ", math.random())) end for i = 1, 5 do io.write(math.random(10), " ", math.random(-5, 5), " ", math.random(1, 2^31 - 1), " ") end print() end
math.randomseed(7) for i = 1, 1000 do math.random() end print(math.random(1000000))
show("rnd", pcall(math.random, 0)) show("rnd", pcall(math.random, -1)) show("rnd", pcall(math.random, 2, 1)) show("rnd", pcall(math.random, 1, 2, 3)) show("rnd", pcall(math.random, "x")) show("rnd", pcall(math.random, 1, {})) show("rnd", math.random(1), math.random(5, 5), math.random(1.9)) show("rnd", pcall(math.randomseed)) show("rnd", pcall(math.randomseed, "x")) show("rnd", select("#", math.randomseed(1))) 
math.randomseed(1) show("rnd", math.random(0, 2^31 - 1), math.random(-2^31, 2^31 - 1), pcall(math.random, 2^40)) show("rnd", pcall(math.random, 1, 2^31))
show("rnd", pcall(math.random, -2^31)) show("rnd", pcall(math.random, 2^31, 2^31)) math.randomseed("12") show("rnd", math.random()) math.randomseed(0/0) show("nan seed", math.random()) math.randomseed(1/0) show("inf seed", math.random()) math.randomseed(2^63) show("", math.random()) math.randomseed(-2^40) show("", math.random())
show("arith", 5 % 3, -5 % 3, 5 % -3, -5 % -3, 5.5 % 2, 1 % 0 ~= 1 % 0, 0 % 5, -0.0 % 5, 1e300 % 7, 5 % (1/0), -5 % (1/0), 2^0.5, (-8)^(1/3) ~= 0, 0^0, 10 / 0, -10 / 0)
show("ts", 1e15, 1e14, 123456789012345678, 0.1 + 0.2, 1e-5, 1e-4, 100, 1e2, -1e-7, 2^24, 3.14159265358979)
