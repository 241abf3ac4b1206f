local function S(v)
  if type(v) == "number" then return v ~= v and "nan" or tostring(v) end
  if type(v) == "string" then return v end
  if v == nil or type(v) == "boolean" then return tostring(v) end
  return type(v)
end
local function N(v)
  if type(v) == "number" then return v end
  if type(v) == "string" then return tonumber(v) or #v end
  return v and 1 or 0
end
local function show(...)
  local out = {}
  for k = 1, select("#", ...) do out[k] = S((select(k, ...))) end
  io.write(table.concat(out, " "), "\n")
end
local calls, sum = 0, 0
local function every(n, ...)
  calls = calls + 1
  if calls % n == 0 then show(...) end
end
local function mix(v)
  if type(v) == "number" then
    if v > -1e15 and v < 1e15 then sum = (sum * 31 + v) % 1000003 else sum = (sum + 7) % 1000003 end
  elseif type(v) == "string" then sum = (sum * 31 + #v) % 1000003
  elseif v then sum = (sum * 3 + 1) % 1000003 end
end
local x1 = -1
local x2 = N(nil)
local x3 = ""
local x4 = nil
local t5 = {}
local r6 = {a = 14, b = (19 * x1), c = math.min(18, 18)}
for s9 in ("1,2,30"):gmatch("%w+") do
  r6.a = (- (7 - x2))
end
local q11, n12 = nil, 0
for i10 = 1, 21 do
  q11 = q11 or {}
  local row = q11[i10 % 5] or {}; q11[i10 % 5] = row
  row[#row + 1] = i10; row.last = row; row.size = #row
  n12 = n12 + row.size + #q11
end
local function n13(t, depth)
  local n = 1
  if type(t) ~= "table" or depth > 60 then return N(t) end
  for _, k in ipairs({"next", "left", "right", "value", "first", "last", "size", "key"}) do
    if t[k] ~= t then n = (n * 3 + n13(t[k], depth + 1)) % 1000003 end
  end
  return n
end
show(n12, n13(q11, 0))
local l14 = {}
for i = 1, 30 do l14[i] = i * 40 % 31 end
local function f15(x, y) return tostring(x) < tostring(y) end
show(pcall(table.sort, l14, f15))
show(table.concat(l14, " "))
for i = 1, 30 do
  mix(table.remove(l14, 1))
  if i % 2 == 0 then table.insert(l14, 1, i) end
end
show(table.concat(l14, " "))
show(n12, x4, x3, x2, x1)
show("sum", sum)
