-- Calling a global that does not exist, from a nested function.
local calls = 0
local function helper(n)
  calls = calls + 1
  if n > 3 then
    return missing_function(n)
  end
  return n
end
print(helper(1), helper(2), helper(3))
print(pcall(helper, 4))
print(calls)
local results = {}
for i = 1, 3 do results[i] = helper(i) end
print(table.concat(results, " "), calls)
local x = helper(10) + 1
print("never", x)
