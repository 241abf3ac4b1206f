-- Chunks made at run time in loops: arguments, results, upvalue-free closures, many of them.
local total = 0
for i = 1, 100 do total = total + loadstring("return " .. i .. " * 2")() end
print(total)
local makers = {}
for _, op in ipairs({ "+", "-", "*", "/", "%", "^", "..", "==", "<", "and", "or" }) do
  makers[op] = loadstring("local a, b = ... return a " .. op .. " b", "=op")
end
for _, op in ipairs({ "+", "-", "*", "/", "%", "^", "..", "==", "<", "and", "or" }) do
  io.write(op, " ", tostring(makers[op](7, 2)), "; ")
end
print()
for _, op in ipairs({ "+", "<", ".." }) do print(op, pcall(makers[op], {}, 1)) end
local unary = {}
for _, op in ipairs({ "-", "not ", "#" }) do unary[op] = loadstring("return " .. op .. "(...)") end
print(unary["-"](5), unary["not "](nil), unary["#"]("four"), pcall(unary["#"], 5))
local nested = "return 0"
for i = 1, 20 do nested = "return " .. i .. " + (function() " .. nested .. " end)()" end
print(loadstring(nested)())
local long = {}
for i = 1, 200 do long[i] = "x = (x or 0) + " .. i end
local f = loadstring(table.concat(long, "\n") .. "\nreturn x")
print(f(), f()) x = nil
local deep = loadstring("return " .. ("{"):rep(50) .. ("}"):rep(50))()
local d = 0
while deep do deep = deep[1] d = d + 1 end
print(d)
local many_strings = {}
for i = 1, 300 do many_strings[i] = ("%q"):format("s" .. i) end
local list = loadstring("return {" .. table.concat(many_strings, ",") .. "}")()
print(#list, list[1], list[255], list[256], list[257], list[300])
local many_numbers = {}
for i = 1, 300 do many_numbers[i] = "k" .. i .. "=" .. i * 1.5 end
local map = loadstring("return {" .. table.concat(many_numbers, ";") .. "}")()
print(map.k1, map.k150, map.k300)
local branches = { "local n = ..." }
for i = 1, 150 do
  branches[#branches + 1] = (i > 1 and "elseif" or "if") .. " n == " .. i
    .. " then return 'case " .. i .. "'"
end
branches[#branches + 1] = "else return 'none' end"
local switch = loadstring(table.concat(branches, "\n"))
print(switch(1), switch(75), switch(150), switch(151), switch("1"))
local calls = loadstring("local f = ... return " .. ("f("):rep(100) .. "1" .. (")"):rep(100))
print(calls(function(v) return v + 1 end))
local fields = loadstring("local t = ... return t" .. (".a"):rep(100))
local cyc = {} cyc.a = cyc
print(fields(cyc) == cyc, pcall(fields, { a = { a = 1 } }))
local ops = loadstring("local a = ... return " .. ("a + "):rep(150) .. "a")
print(ops(1), ops(0.5), pcall(ops, nil))
local ands = loadstring("local a = ... return " .. ("a and "):rep(100) .. "'end'")
print(ands(1), ands(nil), ands(false))
