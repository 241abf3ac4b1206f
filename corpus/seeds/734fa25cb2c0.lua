-- Library functions called from hot loops, with arguments that change kind.
local s = 0
for i = 1, 300 do
  s = s + math.floor(i / 3) + math.ceil(i / 3) + math.abs(150 - i) + math.max(i, 100) + math.min(i,
    200)
end
print(s)
s = 0
for i = 1, 300 do
  s = s + math.sqrt(i) + math.sin(i) * math.cos(i)
    + math.exp(i / 300) + math.log(i) + math.atan2(i, 3)
end
print(string.format("%.9f", s))
s = 0
for i = 1, 300 do
  local ip, fp = math.modf(i / 7) s = s + ip * 2 + fp + math.fmod(i, 7) + math.pow(i % 4, 2)
end
print(string.format("%.9f", s))
local str = ("abcdefghij"):rep(10)
s = 0
for i = 1, 300 do
  s = s + str:byte(i % 100 + 1) + #str:sub(i % 50, -i % 50 - 1) + (str:find("j", i % 90, true) or 0)
end
print(s)
s = 0
for i = 1, 200 do
  s = s + #str:rep(i % 3) + #str:upper() + #(str:gsub("a", "aa", i % 5)) + select(2,
    str:gsub("[aeiou]", ""))
end
print(s)
local t = {}
for i = 1, 300 do
  table.insert(t, i)
  if i % 3 == 0 then
    s = s + table.remove(t)
  end
  if i % 10 == 0 then
    s = s + table.remove(t, 1)
  end
end
print(s, #t)
for i = 1, 20 do
  local q = { 5, i, 3, 9, 1 } table.sort(q) s = s + q[1] * q[5] table.sort(q, function(a, b)
    return a > b
  end)
  s = s + q[1]
end
print(s)
local kinds = {}
local mixed = { 1, "x", true, {}, print, nil }
for i = 1, 300 do local k = type(mixed[i % 5 + 1]) kinds[k] = (kinds[k] or 0) + 1 end
print(kinds.number, kinds.string, kinds.boolean, kinds.table, kinds["function"])
s = 0
for i = 1, 300 do
  s = s + tonumber(tostring(i)) + (tonumber("x" .. i) or 1) + tonumber(i % 2 == 0 and "10" or "11",
    2)
end
print(s)
local r = 0
for i = 1, 300 do
  if rawequal(mixed[1], 1) and rawget(mixed, 2) == "x" then
    r = r + 1
  end
  rawset(mixed, 7, i) r = r + rawget(mixed, 7)
end
print(r)
local u = 0
for i = 1, 300 do
  local a, b, c = unpack({ i, i * 2, i * 3 }) u = u + a + b + c + select("#", i, i) + (next({ i }))
end
print(u)
local sets = 0
for i = 1, 300 do
  local o = setmetatable({ i },
    { __index = { z = i } }) sets = sets + o.z + o[1] + (getmetatable(o).__index.z)
end
print(sets)
local errs = 0
for i = 1, 300 do
  local ok = pcall(math.floor, i < 250 and i or {})
  if not ok then
    errs = errs + 1
  end
end
print(errs)
local fm = {}
for i = 1, 300 do fm[i % 5 + 1] = ("%d %s %5.2f %x"):format(i, tostring(i % 2 == 0), i / 3, i) end
print(table.concat(fm, "|"))
local asserts = 0
for i = 1, 200 do asserts = asserts + assert(i, "never") + select(2, assert(true, i)) end
print(asserts)
