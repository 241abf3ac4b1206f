-- Errors raised from compiled loops: state at the error, line of the error, loop entered again.
local progress
local function work(list)
  progress = 0
  local sum = 0
  for i = 1, #list do
    progress = i
    sum = sum + list[i].value
  end
  return sum
end
local list = {}
for i = 1, 200 do list[i] = { value = i } end
print(pcall(work, list))
print(progress)
for _, at in ipairs({ 200, 150, 57, 56, 1 }) do
  local old = list[at]
  list[at] = at % 2 == 0 and { value = {} } or {}
  print(at, pcall(work, list))
  print(progress)
  list[at] = old
end
list[100] = nil
print(pcall(work, list))
list[100] = { value = "100" }
print(pcall(work, list))
local function deep(n) if n == 0 then error("bottom of " .. progress, 2) end deep(n - 1) return n end
local messages = {}
for i = 1, 120 do
  progress = i % 3
  local _, m = pcall(deep, i % 5)
  messages[m] = (messages[m] or 0) + 1
end
local keys = {}
for m, n in pairs(messages) do keys[#keys + 1] = m .. " x" .. n end
table.sort(keys)
print(table.concat(keys, "\n"))
