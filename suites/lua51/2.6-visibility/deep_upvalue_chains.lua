-- Upvalues through many levels of functions, read and written at the innermost.
local a = 1
local function l1()
  local b = 2
  return function()
    local c = 3
    return function()
      local d = 4
      return function()
        a, b, c, d = a + 1, b + a, c + b, d + c
        return a, b, c, d
      end, function() return a + b + c + d end
    end
  end
end
local f, g = l1()()()
print(f())
print(f())
print(g(), a)
local h = l1()()()
print(h())
print(g(), a)
local src = {}
for i = 1, 20 do src[#src + 1] = ("local v%d = %d return function() "):format(i, i) end
src[#src + 1] = "v1 = v1 + v20 v10 = v10 * 2 return v1, v10, v20 "
for i = 1, 20 do src[#src + 1] = "end " end
local fn = loadstring(table.concat(src))
for i = 1, 20 do fn = fn() end
print(fn())
print(fn())
local counter = (function() local n = 0 return { inc = function() n = n + 1 return n end, reset = function() n = 0 end, sub = function() return function() n = n - 1 return n end end } end)()
counter.inc()
counter.inc()
local dec = counter.sub()
print(dec(), counter.inc(), dec(), dec())
counter.reset()
print(counter.inc(), dec())
