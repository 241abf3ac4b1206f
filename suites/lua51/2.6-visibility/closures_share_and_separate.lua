-- Which closures share a variable, and which have their own.
local function pair()
  local n = 0
  return function() n = n + 1 return n end, function() n = n * 2 return n end
end
local inc1, dbl1 = pair()
local inc2, dbl2 = pair()
print(inc1(), inc1(), dbl1(), inc2(), dbl1(), dbl2(), inc2())
local fs = {}
for i = 1, 3 do
  local shared = 0
  for j = 1, 2 do
    fs[#fs + 1] = function() shared = shared + j * 10 ^ (i - 1) return shared end
  end
end
for i = 1, #fs do io.write(fs[i](), " ") end
for i = 1, #fs do io.write(fs[i](), " ") end
print()
local x = 1
local function read() return x end
x = 2
print(read())
do local x = 3 print(read(), x) end
local function write(v) x = v end
write(4)
print(x, read())
local function outer()
  local a = 1
  local function middle()
    local b = a + 1
    local function inner() a = a + b b = b + 1 return a, b end
    return inner
  end
  return middle(), function() return a end
end
local inner, get = outer()
print(inner())
print(inner())
print(get())
