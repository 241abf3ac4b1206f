-- Concatenation: right associative, numbers as %.14g, long chains and errors.
print("a" .. "b", "a" .. 1, 1 .. "a", 1 .. 2, 1.5 .. "|" .. -2, 0.1 .. "", 1e15 .. "")
print("" .. "", #("" .. ""), ("a" .. "") == "a", ("" .. "a") == "a",
  "a" .. "b" .. "c" .. "d" .. "e")
local s = ""
for i = 1, 20 do s = s .. i .. "," end
print(s, #s)
local t = ""
for i = 1, 20 do t = i .. "," .. t end
print(t)
print("x" .. 1 / 3, 2 ^ 53 .. "", -0.5 .. "", 100 .. 200 + 1, 1 .. 2 * 3)
local zero = 0
print(zero .. "", -zero .. "", 1 / zero .. "", -1 / zero .. "")
print(("a\0b" .. "\0c"):len(), ("a\0" .. "b") == "a\0b")
local values = { nil, true, {}, print }
local names = { "nil", "boolean", "table", "function" }
for i = 1, 4 do
  local v = values[i]
  print(names[i], pcall(function() return "a" .. v end))
  print(names[i], pcall(function() return v .. "a" end))
  print(names[i], pcall(function() return "a" .. "b" .. v .. "c" end))
  print(names[i], pcall(function() return 1 .. v end))
end
local u = {}
print(pcall(function() return u.x .. "a" end))
print(pcall(function() return "a" .. u.x.y end))
print(pcall(function() return undefined .. "a" end))
print(pcall(function() return "a" .. "b" .. undefined end))
local function three() return "p", "q", "r" end
print("a" .. three(), (three()) .. "b", three() .. "c" .. three())
local parts = {}
for i = 1, 60 do parts[i] = "local v" .. i .. " = '" .. i .. "'" end
local chain = {}
for i = 1, 60 do chain[i] = "v" .. i end
print(loadstring(table.concat(parts, "\n") .. "\nreturn " .. table.concat(chain, " .. "))())
