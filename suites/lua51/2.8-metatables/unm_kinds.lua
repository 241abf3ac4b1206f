-- __unm of tables, userdata, strings, nil and booleans: the operand is given twice.
local function unm(a, b) return "unm", type(a), rawequal(a, b) end
local function one(v) return -v end
local u = newproxy(true)
getmetatable(u).__unm = unm
print((-u), (-setmetatable({}, { __unm = unm })))
local smt = getmetatable("")
smt.__unm = function(a, b) return "-" .. a .. b end
print(-"abc", -"12", one("x"), one("1e2"), one(" 7 "))
smt.__unm = nil
print(pcall(one, "abc"))
debug.setmetatable(nil, { __unm = unm })
print(-nil, one(nil))
debug.setmetatable(nil, nil)
print(pcall(one, nil))
debug.setmetatable(true, { __unm = function(v) return not v end })
print(-true, -false, one(true))
debug.setmetatable(true, nil)
print(pcall(one, true))
print(-(-5), - -5, -"3" + 1)
