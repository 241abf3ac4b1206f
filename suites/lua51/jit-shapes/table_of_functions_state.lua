-- Dispatch through tables of functions with state in upvalues and in fields.
local state = { pc = 1, acc = 0, stack = {} }
local count = 0
local ops = {
  function(s, a) s.acc = s.acc + a end,
  function(s, a) s.stack[#s.stack + 1] = s.acc end,
  function(s, a) s.acc = s.acc - (table.remove(s.stack) or a) end,
  function(s, a) if s.acc > 500 then s.acc = s.acc % 100 end end,
  function(s, a) count = count + 1 if count % 10 == 0 then s.acc = s.acc * 0.5 end end,
}
for i = 1, 400 do
  local f = ops[(i * 7 + state.pc) % #ops + 1]
  f(state, i)
  state.pc = state.pc % 13 + 1
  if i == 200 then ops[6] = function(s) s.acc = tostring(s.acc) + 0 end end
end
print(("%.6f"):format(state.acc), #state.stack, count, state.pc)
local handlers = setmetatable({}, { __index = function(t, k) local f = function(v) return v * #k end t[k] = f return f end })
local s = 0
for i = 1, 200 do s = s + handlers[("x"):rep(i % 6)](i) end
print(s)
local order = {}
for k in pairs(handlers) do order[#order + 1] = #k end
table.sort(order)
print(table.concat(order, " "))
