-- An error that nothing catches ends the program with a message and a traceback.
print("before")
local log = {}
local function inner(x)
  if x > 2 then
    error("too large: " .. x)
  end
  return x
end
local function outer(list)
  local sum = 0
  for _, x in ipairs(list) do
    sum = sum + inner(x)
    print("so far", sum)
  end
  return sum
end
print(outer({ 1, 2 }))
print(pcall(outer, { 2, 3 }))
print(outer({ 1, 2, 3, 4 }))
print("never")
