-- load reads no further than the first syntax error, and one piece at a time.
local n = 0
print(load(function() n = n + 1 return n == 1 and "x = = 1" or n == 2 and "y = 2" or nil end, "=pieces"))
print(n)
n = 0
print(load(function() n = n + 1 if n > 1 then error("read too far", 0) end return "x = ) " end, "=pieces"))
print(n)
n = 0
print(load(function() n = n + 1 return n <= 5 and "return 1 " or nil end, "=pieces"))
print(n)
n = 0
print(load(function() n = n + 1 return n <= 5 and "'" or nil end, "=pieces"))
print(n)
n = 0
print(load(function() n = n + 1 return n == 1 and "\27Lua" or n < 30 and "x" or nil end, "=pieces"))
print(n)

-- A reader that fails, or gives what is no string, is met where the text before it is right.
local function pieces(...)
  local list, at = { ... }, 0
  return function()
    at = at + 1
    if list[at] == "fail" then error("reader failed", 0) end
    return list[at]
  end, function() return at end
end
local function try(...)
  local reader, count = pieces(...)
  local chunk, message = load(reader, "=p")
  if chunk then
    print("good", chunk())
  else
    print("bad", (message:gsub("\nstack traceback:.*", "")))
  end
  print(count())
end
try("x = 1 ", "fail")
try("x = 1 )", "fail")
try("x = 1 ) ", "fail")
try("x = ", true)
try("x = = ", true)
try("return 1", 2, 3)
try("return '", "a", "\\", "10", "b", "'")
try("--", "[", "[", "\n", "]", "]", "return ", "debug.getinfo(1).currentline")
try("a = 1\r", "\nreturn ", "debug.getinfo(1).currentline")
try("ret", "urn 4", "2", nil, "x")
try("return 1 ", "", "2")

local dumped = string.dump(loadstring("return 'from binary', ..."))
local bytes = {}
for i = 1, #dumped do bytes[i] = dumped:sub(i, i) end
bytes[#bytes + 1] = "more"
try(unpack(bytes))
bytes[7] = "\0"
try(unpack(bytes))

-- The reader runs Lua code of any kind while the text is compiled.
local co = coroutine.wrap(function()
  for piece in ("local a = 1 ; return a + 1"):gmatch("%S+ ?") do
    coroutine.yield(piece)
  end
end)
print(load(co)())
print(load(function() return coroutine.yield() end, "=p"))
local depth = 0
local function nested()
  depth = depth + 1
  if depth == 1 then return "return " end
  if depth == 2 then return tostring(load(function() depth = depth + 1 return depth == 3 and "return 7" or nil end)()) end
end
print(load(nested)())
