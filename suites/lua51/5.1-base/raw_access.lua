-- rawget, rawset, rawequal: around every metamethod; their argument errors.
local t = setmetatable({ a = 1 }, {
  __index = function() return "indexed" end,
  __newindex = function() error("newindex", 0) end,
  __eq = function() return true end,
})
print(rawget(t, "a"), rawget(t, "b"), t.b, rawget(t, 1), rawget(t, nil))
print(pcall(function() t.b = 2 end), rawset(t, "b", 2) == t, t.b)
print(rawget(t, "b"), rawset(t, "b", nil) == t, t.b)
local u = setmetatable({}, getmetatable(t))
print(t == u, rawequal(t, u), rawequal(t, t))
print(rawequal(1, 1), rawequal(1, 1.0), rawequal(1, "1"), rawequal("a", "a"), rawequal(nil, nil),
  rawequal(nil, false))
print(rawequal(0, -0), rawequal(0 / 0, 0 / 0), rawequal(print, print), rawequal({}, {}))
print(pcall(rawget))
print(pcall(rawget, {}))
print(pcall(rawget, 1, 2))
print(pcall(rawget, "string", 1))
print(pcall(rawset))
print(pcall(rawset, {}))
print(pcall(rawset, {}, 1))
print(pcall(rawset, 1, 2, 3))
print(pcall(rawequal))
print(pcall(rawequal, 1))
print(select("#", rawget({}, 1)), select("#", rawset({}, 1, 2)))
local list = {}
for i = 1, 10 do rawset(list, i, i * i) end
print(#list, rawget(list, 10), rawget(list, 10.0), rawget(list, "10"))
rawset(list, 2 ^ 53, "big")
print(rawget(list, 2 ^ 53), list[9007199254740992])
rawset(_G, "made_raw", 1)
print(made_raw, rawget(_G, "made_raw"), rawget(_G, "print") == print)
made_raw = nil
