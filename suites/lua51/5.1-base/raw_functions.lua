-- rawget, rawset, rawequal: results, keys of all types, errors.
local t = setmetatable({}, { __index = function() return "meta" end, __newindex = function() error("no") end })
local key = {}
for _, k in ipairs({ 1, 0.5, "s", true, key, print }) do
  print(rawget(t, k), t[k] == "meta", rawset(t, k, "raw") == t, t[k])
end
print(rawget(t, nil), rawequal(t, t), rawequal(t, {}), rawequal("a" .. "b", "ab"), rawequal(1, "1"))
print(rawequal(0, -0.0), rawequal(0 / 0, 0 / 0), rawequal(nil, false), rawequal(print, print))
print(pcall(rawget))
print(pcall(rawget, t))
print(pcall(rawget, 1, 2))
print(pcall(rawset, t))
print(pcall(rawset, t, 1))
print(pcall(rawset, nil, 1, 2))
print(pcall(rawset, t, nil, 1))
print(pcall(rawequal))
print(pcall(rawequal, 1))
print(rawget(t, 1, "ignored"), select("#", rawset({}, 1, 2)))
