-- load: readers that give pieces, numbers, empty strings, nil, errors and other things.
local function reader(pieces)
  local i = 0
  return function()
    i = i + 1
    return pieces[i]
  end
end
print(load(reader({ "return ", "1", " + ", "2" }))())
print(load(reader({ "return 'a", "b", "c'" }), "=name")())
print(load(reader({}))())
print(load(reader({ "return 1", "", " + syntax error" }))())
print(load(reader({ "x =" }), "=bad"))
print(pcall(load, reader({ "return ", {} })))
print(load(reader({ "return ", 5 }))())
print(pcall(load, function() error("in reader", 0) end))
print(load(function() error({}) end))
print(pcall(load))
print(pcall(load, "return 1"))
local s, at = "local t = {} for i = 1, 10 do t[i] = i end return #t, ...", 0
print(load(function()
  at = at + 1
  return at <= #s and s:sub(at, at) or nil
end, "@pieces")("arg"))
local dumped = string.dump(function() return "binary" end)
at = 0
print(load(function()
  at = at + 1
  return at <= #dumped and dumped:sub(at, at) or nil
end)())
print(load(function() return true end))
