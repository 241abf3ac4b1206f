-- 200 locals are allowed, one more is not; upvalues up to 60.
local function locals(n)
  local names = {}
  for i = 1, n do names[i] = "v" .. i end
  return "local " .. table.concat(names, ", ") .. " = 1, 2, 3 v" .. n .. " = 'last' return v1, v2, v3, v" .. n
end
print(loadstring(locals(10))())
print(loadstring(locals(200))())
print(loadstring(locals(201), "=many"))
print(loadstring("local function f() " .. locals(201) .. " end", "=many"))
print(loadstring("local function f(" .. ("a, "):rep(200) .. "b) end", "=params"))
local function upvalues(n)
  local names = {}
  for i = 1, n do names[i] = "v" .. i end
  return "local " .. table.concat(names, ", ") .. " = 1 return function() return " .. table.concat(names, ", ") .. " end"
end
print(select("#", loadstring(upvalues(60))()()))
print(loadstring(upvalues(61), "=ups"))
print(loadstring("local a local function f()\n" .. upvalues(61) .. " end", "=ups"))
