-- and, or, not as values, conditions, arguments; short circuits and their effects.
local log = {}
local function t(v) log[#log + 1] = "t" .. tostring(v) return v end
local function f(v) log[#log + 1] = "f" .. tostring(v) return nil end
print(t(1) and t(2), f(1) and t(2), t(1) or t(2), f(1) or t(2), f(1) or f(2), f(1) and f(2))
print(table.concat(log, " "))
log = {}
local x = t(1) and f(2) or t(3)
local y = f(1) or t(2) and t(3)
local z = not t(1) or not f(2)
print(x, y, z, table.concat(log, " "))
log = {}
if t(1) and f(2) or t(3) and t(4) then log[#log + 1] = "yes" else log[#log + 1] = "no" end
if not (t(1) and t(2)) or f(3) then log[#log + 1] = "yes" else log[#log + 1] = "no" end
while f(1) or t(false) do end
print(table.concat(log, " "))
local function bool(a, b) return a and b, a or b, not a, not b, not (a and b), not a or not b, a and not b, (a or b) and not (a and b) end
for _, a in ipairs({ true, false }) do for _, b in ipairs({ true, false }) do print(bool(a, b)) end end
print(bool(nil, 1))
print((nil or false) == false, (false or nil) == nil, 1 and nil, 0 and "zero", "" or "no", nil == false)
local m = x and x > 2 and "big" or "small"
print(m, (x or 0) + 1, #(nil or "abc"), (false or print) == print)
