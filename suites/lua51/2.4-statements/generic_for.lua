-- The generic for: state, control variable, extra values and odd iterators.
local function range(limit, i)
  i = i + 1
  if i <= limit then
    return i, i * i
  end
end
for i, square in range, 3, 0 do
  print(i, square)
end
for i, square, missing in range, 1, 0 do
  print(i, square, missing)
end
for only in range, 2, 0 do
  print(only)
end
-- The control variable is a hidden copy.
for i in range, 4, 0 do
  local was = i
  i = 100
  print(was, i)
end
-- false is a value like any other: only nil ends the loop.
local turn = 0
local function turns()
  turn = turn + 1
  if turn < 4 then return turn == 2 and "two" or false end
end
for value in turns do
  print("value", value)
end
-- A callable object as iterator.
local object = setmetatable({ left = 3 }, {
  __call = function(self, state, control)
    print("called with", state, control)
    self.left = self.left - 1
    if self.left > 0 then return self.left, "extra" end
  end,
})
for a, b in object, "state", "control" do
  print(a, b)
end
local function triple()
  return range, 2, 0, "ignored"
end
for i in triple() do print("triple", i) end
for i in (function(...) return ... end)(range, 1, 0) do print("forwarded", i) end
for _, args in ipairs({ {}, { 1 }, { "x" }, { {} } }) do
  print(pcall(function() for _ in args[1] do end end))
end
print(pcall(function() for _ in pairs(nil) do end end))
print(pcall(function() for _ in ipairs() do end end))
for k, v in next, { 10, 20 } do print(k, v) end
for k, v in next, { 10, 20, 30 }, 2 do print(k, v) end
