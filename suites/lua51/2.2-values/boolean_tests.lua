-- What counts as true: everything but nil and false.
for _, v in ipairs({ 0, "", "false", 0 / 0, -0.0, {}, print, newproxy() }) do
  io.write(v and "true " or "false ", not v and "false " or "true ", (not not v) and "T " or "F ")
end
print(not nil, not false, not not nil, nil and 1, false and 1, nil or "or", false or nil)
print(1 and 2, 1 and nil, nil and nil, 1 or 2, false or false, nil or false, false or nil)
local function f(v) if v then return "then" else return "else" end end
print(f(0), f(""), f(nil), f(false), f(), f({}))
local n = 0
while n < 3 and "loop" do n = n + 1 end
repeat n = n - 1 until n == 0 or false
print(n, true == true, true ~= false, true == 1, false == nil, nil == nil, true == "true")
print(tostring(true), tostring(false), type(true), #tostring(nil))
