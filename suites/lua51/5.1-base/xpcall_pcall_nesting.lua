-- pcall and xpcall nested, in coroutines, with error values of every type passing through.
local function layers(n, f) if n == 0 then return f() end return pcall(layers, n - 1, f) end
print(layers(0, function() return "x" end)) print(layers(3, function() return "x", nil end))
print(layers(3, function() error("e", 0) end))
print(select("#", layers(20, function() return nil end)))
local values = { "text", 5, true, false, {}, print }
for i, v in ipairs(values) do
  local ok, e = pcall(error, v, 0)
  local ok2, e2 = pcall(pcall, error, v, 0)
  local ok3, e3 = xpcall(function() error(v, 0) end, function(m) return m end)
  print(i, ok, e == v, ok2, e2, ok3, e3 == v)
end
local trail = {}
local function guard(name, f)
  return xpcall(f, function(e)
    trail[#trail + 1] = name .. ":" .. tostring(e)
    return name .. "(" .. tostring(e) .. ")"
  end)
end
print(guard("outer", function()
  local ok, e = guard("inner", function()
    error("deep", 0)
  end)
  error(e, 0)
end))
print(table.concat(trail, " "))
print(guard("a", function()
  return guard("b", function()
    return guard("c", function()
      error("x", 0)
    end)
  end)
end))
local function rethrow(f) local ok, e = pcall(f) if not ok then error(e, 0) end return e end
print(pcall(rethrow, function()
  return rethrow(function()
    return rethrow(function()
      error("thrice", 0)
    end)
  end)
end))
print(coroutine.resume(coroutine.create(function()
  return pcall(function()
    return xpcall(function()
      error("in co", 0)
    end, function(e)
      return e .. "!"
    end)
  end)
end)))
local count = 0
for i = 1, 50 do
  local ok = pcall(function() pcall(error, "inner") if i % 2 == 0 then error("outer") end end)
  if not ok then count = count + 1 end
end
print(count)
print(pcall(pcall)) print(pcall(pcall, nil)) print(pcall(xpcall, error, error))
print(pcall(error)) print(select("#", pcall(error)))
print(xpcall(pcall, print)) print(pcall(select, -1, 1, 2, 3)) print(pcall(next, {}))
print(pcall(unpack, { 1, 2 }))
local t = setmetatable({}, { __index = function(_, k)
  local ok, e = pcall(error, k, 0)
  return e
end })
print(t.caught, pcall(function() return t.a .. t.b end))
local s = ""
for _, f in ipairs({ function()
  s = s .. "1"
end, function()
  s = s .. "2" error("skip")
end, function()
  s = s .. "3"
end })
do
  pcall(f)
end
print(s)
print(pcall(string.format, "%d", "x")) print(pcall(string.rep)) print(pcall(setmetatable, 1))
print((pcall(error, "only status")))
local function varpass(...) return pcall(function(...) return select("#", ...), ... end, ...) end
print(varpass()) print(varpass(nil)) print(varpass(1, nil, nil))
local function try(f, catch, finally)
  local r = { pcall(f) }
  if not r[1] and catch then
    r = { pcall(catch, r[2]) }
  end
  if finally then
    finally()
  end
  if not r[1] then
    error(r[2], 0)
  end
  return unpack(r, 2)
end
print(try(function() return 1, 2 end))
print(try(function() error("bad", 0) end, function(e) return "caught " .. e end, function()
print("finally") end))
print(pcall(try, function() error("one", 0) end, function(e) error(e .. " two", 0) end))
