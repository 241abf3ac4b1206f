-- Functions with many constants, locals and upvalues, run hot.
local source = { "local t, s = {}, 0\nfor r = 1, 60 do\n" }
for i = 1, 80 do source[#source + 1] = ("s = s + %d.%d t.f%d = s\n"):format(i, i, i) end
source[#source + 1] = "end\nreturn s, t.f1, t.f80"
print(loadstring(table.concat(source))())
source = { "local s = 0 for r = 1, 60 do\n" }
for i = 1, 100 do source[#source + 1] = ("local v%d = r + %d\n"):format(i, i) end
source[#source + 1] = "s = s + v1 + v50 + v100 end return s"
print(loadstring(table.concat(source))())
source = {}
for i = 1, 59 do source[#source + 1] = ("local u%d = %d\n"):format(i, i) end
source[#source + 1] = "local function f(x) u1 = u1 + x return u1"
for i = 2, 59 do source[#source + 1] = " + u" .. i end
source[#source + 1] = " end local s = 0 for i = 1, 100 do s = s + f(i) end return s, u1"
print(loadstring(table.concat(source))())
source = { "local s = 0 for i = 1, 100 do local t = {" }
for i = 1, 70 do source[#source + 1] = ("i + %d,"):format(i) end
source[#source + 1] = "} s = s + t[1] + t[50] + t[70] + #t end return s"
print(loadstring(table.concat(source))())
source = { "local function f(...) return select('#', ...) end local s = 0 for i = 1, 80 do s = s + f(" }
for i = 1, 60 do source[#source + 1] = "i," end
source[#source + 1] = "i) end return s"
print(loadstring(table.concat(source))())
