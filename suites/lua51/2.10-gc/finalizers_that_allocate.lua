-- Finalizers that make tables, strings, closures and new userdata.
local made, log = 0, {}
local function make(n)
  local u = newproxy(true)
  getmetatable(u).__gc = function()
    local t = {}
    for i = 1, 20 do t[i] = ("x"):rep(i) .. i end
    made = made + #t
    if n > 0 then make(n - 1) end
    log[#log + 1] = n
  end
end
make(4)
for _ = 1, 6 do collectgarbage() end
print(made, table.concat(log, " "))
for i = 1, 50 do make(0) end
collectgarbage()
print(made, #log)
local u = newproxy(true)
getmetatable(u).__gc = function() collectgarbage() log[#log + 1] = "collected inside" end
u = nil
collectgarbage()
print(log[#log])
