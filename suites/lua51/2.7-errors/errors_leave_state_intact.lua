-- After an error in the middle of an assignment, a constructor or a loop, what was done stays done.
local t = {}
print(pcall(function()
  t.a = 1
  t.b = nil + 1
  t.c = 3
end))
print(t.a, t.b, t.c)
print(pcall(function()
  t.x, t.y = 1, undefined.z
end))
print(t.x, t.y)
local n = 0
print(pcall(function()
  for i = 1, 10 do
    n = i
    if i == 5 then error("at five", 0) end
  end
end))
print(n)
local u = setmetatable({}, { __newindex = function(s, k, v)
  if k == "bad" then error("refused", 0) end
  rawset(s, k, v)
end })
print(pcall(function() u.first, u.bad, u.last = 1, 2, 3 end))
print(u.first, u.bad, u.last)
local log = {}
local function note(v) log[#log + 1] = v return v end
print(pcall(function() return note(1) + note("x") + note(3) end))
print(table.concat(log, ","))
