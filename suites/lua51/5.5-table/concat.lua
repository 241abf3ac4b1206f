-- table.concat: separators, ranges, numbers and errors.
print(table.concat({}), #table.concat({}), table.concat({ 1 }), table.concat({ 1, 2, 3 }))
print(table.concat({ "a", "b", "c" }, ","), table.concat({ "a", "b", "c" }, ", ", 2),
  table.concat({ "a", "b", "c" }, "-", 2, 3))
print(table.concat({ "a", "b", "c" }, "-", 2, 2), table.concat({ "a", "b", "c" }, "-", 3, 2) == "",
  table.concat({ "a" }, "-", 1, 0) == "")
print(table.concat({ 1, 2.5, "x", 1e15, -0.1 }, " "))
print(table.concat({ "a", "b" }, 0), table.concat({ "a", "b" }, 1.5), table.concat({ "a", "b" },
  "\0") == "a\0b")
print(table.concat({ [0] = "z", "a", "b" }, ",", 0), table.concat({ [-1] = "m", [0] = "z" }, ",",
  -1, 0))
print(pcall(table.concat, { 1, {}, 3 })) print(pcall(table.concat, { 1,
  true })) print(pcall(table.concat, { 1, nil, 3 }))
print(pcall(table.concat, { "a", "b" }, ",", 1, 3)) print(pcall(table.concat, { "a" }, ",",
  0)) print(pcall(table.concat, {}, ",", 1, 1))
print(pcall(table.concat)) print(pcall(table.concat, 5)) print(pcall(table.concat, {},
  {})) print(pcall(table.concat, {}, "", "x")) print(pcall(table.concat, { print }))
print(table.concat({ "a", "b", "c" }, ",", "2", "3"), table.concat({ "a", "b", "c" }, ",", 1.9,
  2.9), table.concat({ "a", "b" }, nil, nil, nil))
local big = {}
for i = 1, 1000 do big[i] = i end
local s = table.concat(big, ",")
print(#s, s:sub(1, 20), s:sub(-10))
local long = {}
for i = 1, 20 do long[i] = ("x"):rep(i * 50) end
print(#table.concat(long), #table.concat(long, ("-"):rep(100)))
local meta = setmetatable({}, { __index = function(_, i) return i <= 3 and "m" .. i or nil end })
print(table.concat(meta) == "", pcall(table.concat, meta, ",", 1, 3))
print(pcall(table.concat, { setmetatable({}, { __tostring = function() return "t" end }) }))
local parts = {}
for i = 1, 5 do parts[#parts + 1] = table.concat({ i, i * i }, "^2=") end
print(table.concat(parts, "; "))
print(table.concat({ ("a"):rep(3), ("b"):rep(2) }, table.concat({ "<", ">" })))
print(table.concat({ 1, 2, 3, n = 10 }, "+"), table.concat({ 1, 2, x = 3 }, "+"))
print(table.concat({ true and "yes" or "no", nil or "or" }, " "))
