-- Concatenation of strings and numbers in every mix, long chains, results as keys.
print(1 .. 2, 1 .. "a", "a" .. 1, 1.5 .. "", -1 .. -2, 1e15 .. "", 1e16 .. "", 0.1 .. 0.2, 2 ^ 63 .. "", -0.0 .. "")
print("a" .. "b" .. "c" .. 1 .. 2 .. "d", ("a" .. "b") .. ("c" .. "d"), "x" .. ("y" .. 1) .. 2)
local s, n = "s", 7
print(s .. n, n .. s, n .. n, s .. s, s .. n .. s .. n, n .. n .. n, #(n .. n), (n .. "") == "7", n .. "" == 7)
print(1 .. "" == "1", 10 / 2 .. "", 7 % 4 .. "", 2 ^ 2 .. "!", -2 .. "!", (1 / 0) .. "", (3 == 3) == true and "t" .. "f")
local parts = {}
for i = 1, 60 do parts[i] = "s" .. i end
print(#loadstring("local s = ... return " .. ("s .. "):rep(150) .. "s")("ab"))
local t = { ["k1"] = "one", ["12"] = "twelve" }
print(t["k" .. 1], t[1 .. 2], t["1" .. "2"], t[12])
print("" .. "", #("" .. ""), "" .. 1, ("x" .. ""):len(), "a\0" .. "\0b" == "a\0\0b")
print(pcall(function() return "a" .. nil end))
print(pcall(function() return 1 .. {} end))
local out = ""
for i = 1, 20 do out = i % 2 == 0 and out .. i or i .. out end
print(out)
