-- Boolean values through variables, tables, calls and conditions in hot loops.
local function both(a, b) return a and b end
local function either(a, b) return a or b end
local t, f, n = 0, 0, 0
local flags = {}
for i = 1, 250 do
  local a, b = i % 2 == 0, i % 3 == 0
  local c = both(a, b)
  local d = either(a, b)
  local e = not a ~= b
  flags[i % 10] = c == d
  if c then t = t + 1 end
  if not d then f = f + 1 end
  if e == true then n = n + 1 end
  if (a and not b) or (b and not a) then n = n + 100 end
  local v = a and i or b and "three" or nil
  if v == nil then n = n + 10000 elseif v == "three" then n = n + 1e6 end
end
print(t, f, n)
local c = 0
for i = 0, 9 do if flags[i] then c = c + 1 end end
print(c)
local state, changes = false, 0
for i = 1, 200 do
  local new = i % 7 < 3
  if new ~= state then changes = changes + 1 state = new end
end
print(changes, state)
local x
for i = 1, 150 do x = (i > 100) and (x and not x or i == 120) or (x == nil and true) end
print(x)
local r = {}
for i = 1, 120 do r[#r + 1] = (i % 4 == 0 and nil) or (i % 5 == 0 and false) or i % 6 == 0 and 6 or "e" end
local sum = {}
for _, v in ipairs(r) do sum[tostring(v)] = (sum[tostring(v)] or 0) + 1 end
print(sum["6"], sum.e, sum["false"], #r)
