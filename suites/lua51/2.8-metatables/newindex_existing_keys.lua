-- __newindex is asked for absent keys only; a key set to nil is absent.
local log = {}
local t = setmetatable({ a = 1 }, {
  __newindex = function(t, k, v)
    log[#log + 1] = k .. "=" .. tostring(v)
    rawset(t, k, v)
  end,
})
t.a = 2
t.b = 3
t.b = 4
t.b = nil
t.b = 5
t.a = nil
t.a = nil
t[1] = 1
t[1] = 2
t[2] = nil
t[2] = 2
print(table.concat(log, " "))
print(t.a, t.b, t[1], t[2])
local count = 0
local watched = setmetatable({}, { __newindex = function() count = count + 1 end })
for i = 1, 100 do watched[i % 10] = i end
print(count, next(watched))
