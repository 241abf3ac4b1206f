-- ipairs: ends at the first nil, sees changes during the loop, uses rawgeti's view.
for i, v in ipairs({ 1, 2, nil, 4 }) do io.write(i, "=", v, " ") end
print()
for i, v in ipairs({}) do print("never") end
for i, v in ipairs({ [2] = "two" }) do print("never") end
for i, v in ipairs({ false, 0, "" }) do io.write(i, "=", tostring(v), " ") end
print()
local t = { 1, 2, 3 }
for i, v in ipairs(t) do
  if i == 2 then t[3] = nil end
  if i == 1 then t[4] = 4 end
  io.write(i, " ")
end
print()
t = { 1 }
for i, v in ipairs(t) do
  if i < 5 then t[i + 1] = i + 1 end
end
print(#t)
local f, s, c = ipairs(t)
print(type(f), s == t, c, f(t, 0), f(t, 5), f(t, 4))
print(f == ipairs({}), pcall(ipairs), pcall(ipairs, nil))
for i, v in ipairs(setmetatable({}, { __index = { "inherited" } })) do print("never", v) end
