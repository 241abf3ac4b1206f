-- Branches that alternate, drift or appear in turns, so that side paths become hot in turn.
local n = { 0, 0, 0, 0, 0 }
for i = 1, 400 do
  local k = i % 4
  if k == 0 then
    n[1] = n[1] + 1
  elseif k == 1 then
    n[2] = n[2] + i
  elseif k == 2 then
    n[3] = n[3] - 1
  else
    n[4] = n[4] * 2 % 7 + 1
  end
end
print(table.concat(n, " "))
local function phase(i)
  if i < 100 then
    return "a"
  elseif i < 200 then
    return 1
  elseif i < 300 then
    return true
  end
end
local counts = {}
for i = 1, 400 do
  local v = phase(i)
  local k = type(v) counts[k] = (counts[k] or 0) + (v and 1 or 10)
end
print(counts.string, counts.number, counts.boolean, counts["nil"])
local x, y = 0, 0
for i = 1, 500 do
  if i % 2 == 0 then x = x + 1 else x = x + 0.5 end
  if i % 3 == 0 then if x > 100 then y = y + 1 else y = y - 1 end end
  if x > 300 then x = 0 end
end
print(x, y)
local state, steps = 1, {}
for i = 1, 300 do
  local s = state
  if s == 1 then state = i % 7 == 0 and 2 or 1
  elseif s == 2 then state = i % 5 == 0 and 3 or 2
  elseif s == 3 then state = i % 3 == 0 and 1 or 3 end
  steps[s] = (steps[s] or 0) + 1
end
print(state, steps[1], steps[2], steps[3])
local acc = ""
for i = 1, 200 do
  local c
  if i % 15 == 0 then
    c = "z"
  elseif i % 5 == 0 then
    c = "y"
  elseif i % 3 == 0 then
    c = "x"
  else
    c = "."
  end
  acc = acc .. c
end
print(acc:sub(1, 60), select(2, acc:gsub("z", "")), select(2, acc:gsub("%.", "")))
local function walk(t, depth)
  local s = 0
  for k, v in pairs(t) do
    if type(v) == "table" then
      s = s + walk(v, depth + 1)
    elseif type(v) == "number" then
      s = s + v * depth
    else
      s = s + #v
    end
  end
  return s
end
print(walk({ 1, { 2, { 3, "abc" }, "de" }, 4, { { { { 5 } } } } }, 1))
local r = 0
for i = 1, 300 do
  for j = 1, i % 4 do
    if (i + j) % 3 == 0 then
      r = r + 1
      break
    elseif j == 3 then
      r = r + 10
    end
  end
end
print(r)
local late = 0
for i = 1, 1000 do
  if i == 999 then
    late = late + 1000000
  elseif i > 990 then
    late = late + 1000
  else
    late = late + 1
  end
end
print(late)
