-- debug.getlocal, setlocal, getupvalue, setupvalue, getmetatable and traceback.
local function f(a, b)
  local c = a + b
  do local inner = 1 end
  local names = {}
  for i = 1, 10 do
    local n, v = debug.getlocal(1, i)
    if not n then break end
    names[#names + 1] = n
  end
  debug.setlocal(1, 1, 100)
  return table.concat(names, " "), a, c
end
print(f(1, 2))
print((debug.getlocal(1, 1)))
print(pcall(debug.getlocal, 100, 1)) print(pcall(debug.setlocal, 100, 1,
  1)) print(debug.getlocal(1, 1000))
local x, y = 10, "y"
local function g() return x, y end
print(debug.getupvalue(g, 1)) print(debug.getupvalue(g, 2)) print(debug.getupvalue(g, 3))
print(debug.setupvalue(g, 1, 20), x, g()) print(debug.setupvalue(g, 5, 1))
print(debug.getupvalue(print, 1)) print(pcall(debug.getupvalue, 5,
  1)) print(debug.getupvalue(string.gmatch("x", "x"), 1))
local dumped = loadstring(string.dump(g))
print(debug.getupvalue(dumped, 1)) print(debug.setupvalue(dumped, 1, "set"), (dumped()))
print(debug.getmetatable("").__index == string, debug.getmetatable({}), debug.setmetatable(5, nil))
print(type(debug.getregistry()), debug.getfenv(g) == _G, debug.setfenv(g, { }) == g,
  debug.getfenv(g) == _G)
print((debug.traceback("message"):match("^message\nstack traceback:\n")) ~= nil,
  debug.traceback({}) ~= nil, type(debug.traceback()))
print((debug.traceback("m", 1):gsub("\n.*", "")), (debug.traceback(5):gsub("\n.*", "")))
