-- loadstring and load: chunks as functions, readers in pieces, names and errors.
print(loadstring("return 1, 2")())
print(loadstring("")(), type(loadstring("return")))
print(pcall(loadstring("error('x')", "=name")))
print(loadstring("return ...")(1, nil, 3))
print(loadstring("x ="))
print(loadstring("x =", "=named"))
print(loadstring("x =", "@file.lua"))
print(loadstring("\n\nx = }", "=third line"))
print(pcall(loadstring))
print(pcall(loadstring, {}))
print(loadstring(123) == nil, pcall(loadstring("return 5", 7)))
made = 1
local made = 2
print(loadstring("return made")(), loadstring("made = made + 5 return made")(), made)
_G.made = nil
local function reader(...)
  local pieces, i = { ... }, 0
  return function() i = i + 1 return pieces[i] end
end
print(load(reader("ret", "urn ", "4", "2"))())
print(load(reader("return 'a", "b", "c'"))())
print(load(reader("return 1", "", " + 1"))())
print(load(reader())())
print(load(reader("x = = 2"), "=pieces"))
print(load(reader("x ="), nil))
print(pcall(load, function() error("reader failed", 0) end))
local fives = 0
print(load(function()
  fives = fives + 1
  if fives == 1 then
    return "return "
  elseif fives < 5 then
    return fives
  end
end)())
print(pcall(load, function() return {} end))
print(pcall(load))
print(pcall(load, "return 1"))
local calls = 0
local f = load(function()
  calls = calls + 1
  if calls <= 100 then
    return "local v" .. calls .. " = " .. calls .. "\n"
  elseif calls == 101 then
    return "return v1 + v100"
  end
end)
print(f(), calls)
local chunk = loadstring("local n = 0 return function() n = n + 1 return n end")
local a, b = chunk(), chunk()
print(a(), a(), b())
print(pcall(loadstring("local a = nil; return a.b", "=inner")))
print(pcall(loadstring("\n\nreturn nil + 1", "@lines.lua")))
print(pcall(loadstring("return {} .. 'x'", "return {} .. 'x'")))
local dumped = string.dump(function(a) return a * 2 end)
print(type(dumped), loadstring(dumped)(21), load(reader(dumped:sub(1, 20), dumped:sub(21)))(4))
print(loadstring(dumped:sub(1, 10)) == nil, (loadstring("\27bad")) == nil)
print(getfenv(loadstring("return 1")) == _G)
for i = 1, 5 do io.write(loadstring("return " .. i .. " * " .. i)(), " ") end
print()
