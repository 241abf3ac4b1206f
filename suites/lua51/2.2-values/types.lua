-- type() of every kind of value, and what counts as true.
local values = { 0, -1, "", "x", true, false, {}, print, function() end, newproxy() }
values[#values + 1] = coroutine.create(function() end)
for i = 1, #values do
  local v = values[i]
  local truth = v and "true" or "false"
  print(i, type(v), truth, not v, not not v, v == v, v ~= nil, v == nil)
end
print(type(nil), type(type), type(type(nil)))
print(pcall(type))
print(nil == false, false == nil, 0 == false, "" == false, nil == nil)
print(0 == "0", 1 == "1", "1" == "1", "1.0" == "1", 1.0 == 1)
print(true == 1, true == "true", true == true, not nil == true)
local a, b = {}, {}
print(a == b, a == a, a ~= b, { } == { }, print == print)
local function f() end
local function g() end
print(f == g, f == f, f == print)
print(0 == -0, 1 / 0 == math.huge, -1 / 0 == -math.huge)
local nan = 0 / 0
print(nan == nan, nan ~= nan, nan < nan, nan <= nan, nan > 0, nan < 0, not (nan >= 0))
if 0 then print("0 is true") else print("0 is false") end
if "" then print("'' is true") else print("'' is false") end
if nil then print("nil is true") else print("nil is false") end
if nan then print("nan is true") else print("nan is false") end
for _, v in ipairs({ "nil", "true", "0" }) do
  print(v, loadstring("return " .. v)() and 1 or 2)
end
