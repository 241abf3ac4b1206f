-- Strings made in hot loops: joined by twos, threes and more, of numbers and bytes; asserted, got raw.
local parts, out = {"a", 1, "bc", 2.5, "", -0.0, 1e100}, {}
for i = 1, 300 do
  local x, y, z = parts[i % 7 + 1], parts[i % 5 + 1], parts[i % 3 + 1]
  out[#out + 1] = x .. y
  out[#out + 1] = x .. y .. z
  out[#out + 1] = x .. "-" .. y .. z .. i
  out[#out + 1] = tostring(x) .. tostring(i) .. string.char(65 + i % 26)
  if #out > 60 then print(table.concat(out, " ")) out = {} end
end
local n = 0
for i = 1, 200 do
  local a, b = assert(i % 50 ~= 0 or i, "no")
  n = n + (b and #b or 1)
  local t = setmetatable({x = i}, {__index = function() return 7 end})
  n = n + (rawget(t, "x") or 0) + (rawget(t, "y") or 5)
  n = n + select("#", assert(t, i, nil))
end
print(n, pcall(function() for i = 1, 100 do assert(i < 80, i .. "th") end end))
local smt = getmetatable("")
for i = 1, 120 do
  if i == 90 then smt.__tostring = function(s) return s .. "!" end end
  if i == 110 then smt.__tostring = nil end
  if i % 10 == 0 then print(tostring("s" .. i), tostring(i)) end
  n = n + #tostring("k" .. i)
end
print(n)
debug.setmetatable(1, {__tostring = function(v) return "num" end, __concat = function(a, b) return "cat" end})
for i = 1, 80 do n = n + #tostring(i) + #(i .. "x") end
print(n, 1 .. 2, tostring(5))
debug.setmetatable(1, nil)
local s = ""
for i = 1, 100 do s = s .. string.char(i + 100) if i == 60 then print(pcall(string.char, 256)) end end
print(s, #s)
