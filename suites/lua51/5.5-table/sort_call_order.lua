-- table.sort calls its comparator with the same pairs in the same order as the reference.
local function trace(t)
  local log = {}
  table.sort(t, function(a, b)
    log[#log + 1] = a .. "<" .. b
    return a < b
  end)
  return table.concat(log, " ")
end
print(trace({}), trace({ 1 }), trace({ 2, 1 }), trace({ 1, 2 }))
print(trace({ 3, 2, 1 }))
print(trace({ 2, 3, 1 }))
print(trace({ 1, 1, 1 }))
print(trace({ 5, 2, 8, 1, 9, 3 }))
print(trace({ 9, 8, 7, 6, 5, 4, 3, 2, 1 }))
print(trace({ 1, 2, 3, 4, 5, 6, 7, 8, 9 }))
print(trace({ 2, 2, 1, 1, 3, 3 }))
