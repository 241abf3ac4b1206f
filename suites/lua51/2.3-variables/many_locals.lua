-- Up to two hundred locals, and registers near the limit of a function.
local function declare(count)
  local names = {}
  for i = 1, count do
    names[i] = "v" .. i
  end
  local lines = {}
  for i = 1, count do
    lines[i] = "local v" .. i .. " = " .. i
  end
  return table.concat(lines, "\n") .. "\nreturn " .. names[1] .. " + " .. names[count]
end
for _, count in ipairs({ 1, 2, 100, 199, 200, 201 }) do
  local f, message = loadstring(declare(count), "=many")
  print(count, f and f() or message)
end
local function arguments(count)
  local values = {}
  for i = 1, count do
    values[i] = tostring(i)
  end
  return "return select('#', " .. table.concat(values, ", ") .. ")"
end
for _, count in ipairs({ 1, 50, 200, 240, 248, 260 }) do
  local f, message = loadstring(arguments(count), "=args")
  print(count, f and f() or message)
end
local function upvalues(count)
  local lines = {}
  for i = 1, count do
    lines[#lines + 1] = "local u" .. i .. " = " .. i
  end
  lines[#lines + 1] = "return function() return 0"
  for i = 1, count do
    lines[#lines + 1] = "+ u" .. i
  end
  lines[#lines + 1] = "end"
  return table.concat(lines, "\n")
end
for _, count in ipairs({ 1, 59, 60, 61 }) do
  local f, message = loadstring(upvalues(count), "=upvalues")
  print(count, f and f()() or message)
end
local nested = ("("):rep(150) .. "1" .. (")"):rep(150)
print(loadstring("return " .. nested)())
print((select(2, loadstring("return " .. ("("):rep(300) .. "1" .. (")"):rep(300), "=deep"))))
print((select(2, loadstring(("do "):rep(300) .. ("end "):rep(300), "=deep"))))
print(#loadstring("return {" .. ("1,"):rep(1000) .. "}")())
print(loadstring("return " .. ("1 .. "):rep(150) .. "1")() == ("1"):rep(151))
