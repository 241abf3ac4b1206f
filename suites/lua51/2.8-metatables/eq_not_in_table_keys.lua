-- Table lookup, next, rawequal and table.sort's equality use identity, not __eq.
local mt = { __eq = function() return true end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local t = { [a] = "a" }
print(t[a], t[b], a == b)
t[b] = "b"
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[a], t[b], rawequal(a, b))
print(next({ [a] = 1 }, a))
print(pcall(next, { [a] = 1 }, b))
local function find(list, v)
  for i, x in ipairs(list) do
    if x == v then return i end
  end
end
print(find({ {}, a, b }, b), find({ 1, "x", b }, a))
