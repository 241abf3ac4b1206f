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
local x1 = 11
local x2 = 5e-324
local x3 = "1e2"
local x4 = nil
local t5 = {1e15, N(x4), 17, x1, N(x4)}
local r6 = {a = -9007199254740993, b = (t5[16] or 3), c = 15}
local w7 = 0
while w7 < 48 do
  w7 = w7 + 1
  local r8 = {a = (9007199254740992 % 3), b = ("0x10" * w7), c = N(x4)}
end
local s10, t11 = x3, {}
for i9 = 1, 40 do
  s10 = i9 .. s10 s10 = s10:sub(-30)
  t11[s10] = N(t11[s10]) + 1; t11[s10:sub(1, 2)] = i9
  if s10 > "a,b,c" then mix(#s10) end
  mix(s10:byte(i9 % 5)); mix(tonumber(s10:sub(1, 1)))
  mix(s10:find("1", 1, true))
end
show(s10, t11[s10], #s10)
if (x2 == (x1 * 3.7)) then
  if false then
    if (nil ~= x4) then
      x1 = x1 - ((t5[9] or 17) % (" 7 " - x2))
    elseif (12 % 6 == 1) then
      x1 = x1 + 2
      t5[#t5 % 64 + 1] = x2
    end
  elseif ((32767 == 6) and (not x4)) then
    do
      show(x3, true)
      local n12 = ((1 / x2) / math.min(x2, (-1/0)))
      x4 = ((n12 <= x2) or ((s10 .. "\0z"):sub(1, 24)))
    end
    local v13 = x4
  end
  x2 = 256
end
show(s10, x4, x3, x2, x1)
show("sum", sum)
