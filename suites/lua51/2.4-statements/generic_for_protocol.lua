-- Generic for: function, state and control; more and fewer values; ends at nil, not at false.
local function iter(s, c)
  io.write("(", tostring(s), ",", tostring(c), ")")
  if c < 3 then return c + 1, s end
end
for i, s in iter, "state", 0 do io.write(i, s, " ") end
print()
for a, b, c, d in function(s, n) if not n then return 1, 2, 3 end end do print(a, b, c, d) end
local n = 0
for v in function() n = n + 1 if n < 4 then return n % 2 == 0 end return nil end do io.write(tostring(v), " ") end
print()
for x in (function() local i = 0 return function() i = i + 1 if i <= 2 then return i, "unused" end end end)() do io.write(x, " ") end
print()
local function many() return iter, "m", 1, "fourth", "fifth" end
for i in many() do io.write(i, " ") end
print()
for k, v in next, { 10, 20 } do io.write(k, "=", v, " ") end
for k, v in next, { 10, 20 }, 1 do io.write(k, "=", v, " ") end
print()
local callable = setmetatable({}, { __call = function(self, s, c) if c < 2 then return c + 1 end end })
for i in callable, nil, 0 do io.write(i, " ") end
print()
for c in ("abc"):gmatch(".") do io.write(c, ".") end
print()
