-- Keys that cannot be: nil and NaN in stores of every form; reads with them give nil.
local t = {}
local nan, key = 0 / 0, nil
print(t[nil], t[nan], t[key], rawget(t, nil), rawget(t, nan))
print(pcall(function() t[nil] = 1 end))
print(pcall(function() t[key] = 1 end))
print(pcall(function() t[nan] = 1 end))
print(pcall(function() t[nil] = nil end))
print(pcall(function() return { [nil] = 1 } end))
print(pcall(function() return { [nan] = 1 } end))
print(pcall(function() return { [key] = nil } end))
print(pcall(rawset, t, nil, 1))
print(pcall(rawset, t, nan, 1))
print(pcall(next, t, nan))
print(pcall(next, t, "absent"))
print(pcall(next, { 1, 2 }, 3))
print(pcall(next, { 1, 2 }, 2))
print(next(t))
print(pcall(table.insert, t, nan, 1), next(t))
