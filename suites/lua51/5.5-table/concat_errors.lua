-- table.concat: elements that are neither strings nor numbers, and bad arguments.
for _, v in ipairs({ true, {}, print, newproxy() }) do
  print(pcall(table.concat, { "a", v, "c" }, ","))
end
print(pcall(table.concat, { "a" }, ",", 1, 2))
print(pcall(table.concat, { "a" }, ",", 0, 1))
print(pcall(table.concat, { nil, "b" }, ",", 1, 2))
print(pcall(table.concat))
print(pcall(table.concat, "x"))
print(pcall(table.concat, {}, {}))
print(pcall(table.concat, {}, ",", "x"))
print(pcall(table.concat, {}, ",", 1, "y"))
print(pcall(table.concat, setmetatable({}, { __index = function() return "m" end }), ",", 1, 2))
print(pcall(table.concat, { setmetatable({}, { __tostring = function() return "t" end }) }))
