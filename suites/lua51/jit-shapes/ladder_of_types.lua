-- An if-ladder over types in a hot loop, with types that come late.
local function size(v)
  local t = type(v)
  if t == "number" then return v elseif t == "string" then return #v elseif t == "table" then return #v + (v.n or 0) elseif t == "boolean" then return v and 1 or 0
  elseif t == "function" then return v() elseif t == "nil" then return -1 else return 1000 end
end
local items = { 1, 2, 3, "four", { 5, 6 }, true, false, function() return 7 end, newproxy(), { n = 10 }, coroutine.create(function() end) }
local s = 0
for i = 1, 150 do s = s + size(items[i % 3 + 1]) end
print(s)
for i = 1, 150 do s = s + size(items[i % 6 + 1]) end
print(s)
for i = 1, 300 do s = s + size(items[i % 13 + 1]) end
print(s)
