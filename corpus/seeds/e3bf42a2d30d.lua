-- A small bytecode machine: a table of functions and an if-chain, both hot, must agree.
local function program()
  return {
    { "push", 0 }, { "store", "s" }, { "push", 1 }, { "store", "i" },
    { "load", "i" }, { "push", 200 }, { "le" }, { "jz", 20 },
    { "load", "i" }, { "push", 3 }, { "mod" }, { "jnz", 16 },
    { "load", "s" }, { "load", "i" }, { "add" }, { "swapstore", "s" },
    { "load", "i" }, { "push", 1 }, { "add" }, { "next", "i", 5 },
    { "load", "s" }, { "halt" },
  }
end
local handlers = {}
local function machine(code) return { code = code, pc = 1, stack = {}, vars = {}, steps = 0 } end
local function push(m, v) m.stack[#m.stack + 1] = v end
local function pop(m) local v = m.stack[#m.stack] m.stack[#m.stack] = nil return v end
handlers.push = function(m, a) push(m, a) end
handlers.load = function(m, a) push(m, m.vars[a]) end
handlers.store = function(m, a) m.vars[a] = pop(m) end
handlers.swapstore = function(m, a) if #m.stack > 0 then m.vars[a] = pop(m) end end
handlers.add = function(m) local b, a = pop(m), pop(m) push(m, a + b) end
handlers.mod = function(m) local b, a = pop(m), pop(m) push(m, a % b) end
handlers.le = function(m) local b, a = pop(m), pop(m) push(m, a <= b) end
handlers.jz = function(m, a) if not pop(m) then m.pc = a + 1 end end
handlers.jnz = function(m, a) if pop(m) ~= 0 then m.pc = a + 1 end end
handlers.next = function(m, a, target) m.vars[a] = pop(m) m.pc = target end
handlers.halt = function(m) m.done = true end
local function run_table(m)
  while not m.done do
    local ins = m.code[m.pc]
    m.pc = m.pc + 1
    m.steps = m.steps + 1
    handlers[ins[1]](m, ins[2], ins[3])
  end
  return pop(m), m.steps
end
local function run_chain(code)
  local pc, stack, top, vars, steps = 1, {}, 0, {}, 0
  while true do
    local ins = code[pc]
    local op, a = ins[1], ins[2]
    pc, steps = pc + 1, steps + 1
    if op == "push" then top = top + 1 stack[top] = a
    elseif op == "load" then top = top + 1 stack[top] = vars[a]
    elseif op == "store" then vars[a] = stack[top] top = top - 1
    elseif op == "swapstore" then if top > 0 then vars[a] = stack[top] top = top - 1 end
    elseif op == "add" then stack[top - 1] = stack[top - 1] + stack[top] top = top - 1
    elseif op == "mod" then stack[top - 1] = stack[top - 1] % stack[top] top = top - 1
    elseif op == "le" then stack[top - 1] = stack[top - 1] <= stack[top] top = top - 1
    elseif op == "jz" then if not stack[top] then pc = a + 1 end top = top - 1
    elseif op == "jnz" then if stack[top] ~= 0 then pc = a + 1 end top = top - 1
    elseif op == "next" then vars[a] = stack[top] top = top - 1 pc = ins[3]
    elseif op == "halt" then return stack[top], steps end
  end
end
print(run_table(machine(program())))
print(run_chain(program()))
local bad = program()
bad[15] = { "unknown" }
local m = machine(bad)
print(pcall(run_table, m))
print(m.pc, m.steps, m.vars.i, #m.stack)
bad[15] = { "add", nil }
bad[13] = { "push", "x" }
print(pcall(run_chain, bad)) print(pcall(run_table, machine(bad)))
