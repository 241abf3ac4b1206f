-- Library functions under several names, kept in locals, passed on, compared and called through tables.
local fmt, rep, insert = string.format, string.rep, table.insert
print(fmt == ("").format, rep("ab", 2), string["rep"]("x", 3), _G.string.rep("y", 2), (string).len("abc"))
local t = {}
insert(t, "a")
local lib = { f = insert, g = { h = rep } }
lib.f(t, "b")
print(#t, lib.g.h("z", 3), pcall(lib.f, t), pcall(lib.g.h))
for _, name in ipairs({ "floor", "ceil", "abs", "sqrt" }) do io.write(name, "=", math[name](2.25), " ") end
print()
local calls = { string.upper, string.lower, string.len, string.reverse, tostring, type, tonumber }
for i, f in ipairs(calls) do io.write(i, ":", tostring(f("12Ab")), " ") end
print()
print(pcall(calls[1]))
print(select("#", pcall(calls[1])), rawequal(string.gmatch, string.gfind), math.fmod == math.mod)
print(loadstring("return ...")(fmt) == fmt, coroutine.wrap(function(f) return f("%d", 5) end)(fmt))
print(package.loaded.string == string, package.loaded.table.insert == insert, require("math") == math)
