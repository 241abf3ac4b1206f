-- A small stack machine: an assembler with labels and an interpreter with a table of operations.
local function assemble(text)
  local code, labels, fixups = {}, {}, {}
  for line in text:gmatch("[^\n]+") do
    line = line:gsub(";.*", "")
    local label = line:match("^%s*(%w+):")
    if label then labels[label] = #code + 1 end
    local op, arg = line:gsub("^%s*%w+:", ""):match("(%a+)%s*(%S*)")
    if op then
      code[#code + 1] = { op = op, arg = tonumber(arg) or arg }
      if op:sub(1, 1) == "j" then fixups[#fixups + 1] = #code end
    end
  end
  for _, i in ipairs(fixups) do code[i].arg = labels[code[i].arg] or error("no label " .. code[i].arg, 0) end
  return code
end
local ops = {
  push = function(m, v) m.sp = m.sp + 1 m[m.sp] = v end,
  load = function(m, n) m.sp = m.sp + 1 m[m.sp] = m.vars[n] or 0 end,
  store = function(m, n) m.vars[n] = m[m.sp] m.sp = m.sp - 1 end,
  add = function(m) m.sp = m.sp - 1 m[m.sp] = m[m.sp] + m[m.sp + 1] end,
  sub = function(m) m.sp = m.sp - 1 m[m.sp] = m[m.sp] - m[m.sp + 1] end,
  mul = function(m) m.sp = m.sp - 1 m[m.sp] = m[m.sp] * m[m.sp + 1] end,
  jz = function(m, t) if m[m.sp] == 0 then m.pc = t - 1 end m.sp = m.sp - 1 end,
  jmp = function(m, t) m.pc = t - 1 end,
  print = function(m) m.out[#m.out + 1] = m[m.sp] m.sp = m.sp - 1 end,
  halt = function(m) m.pc = math.huge end,
}
local function run(code)
  local m = { sp = 0, pc = 1, vars = {}, out = {}, steps = 0 }
  while code[m.pc] do
    local i = code[m.pc]
    ops[i.op](m, i.arg)
    m.pc, m.steps = m.pc + 1, m.steps + 1
  end
  return table.concat(m.out, " "), m.steps
end
print(run(assemble([[
  push 10
  store n
  push 1
  store f
loop: load n
  jz done
  load f
  load n
  mul
  store f
  load n ; count down
  push 1
  sub
  store n
  jmp loop
done: load f
  print
]])))
print(run(assemble("push 0\nstore a\npush 1\nstore b\npush 30\nstore n\nl: load n\njz e\nload a\nprint\nload a\nload b\nadd\nload b\nstore a\nstore b\nload n\npush 1\nsub\nstore n\njmp l\ne: halt\npush 99\nprint")))
print(pcall(assemble, "jmp nowhere"))
