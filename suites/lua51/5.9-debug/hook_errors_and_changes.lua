-- Hooks that raise errors, change locals, remove themselves, and look at the stack.
local function f()
  local v = 1
  v = v + 1
  return v
end
local function failing()
  debug.sethook()
  error("from the hook", 0)
end
local ok, e = pcall(function()
  debug.sethook(failing, "c")
  return f()
end)
print(ok, e, debug.gethook())
local changed
debug.sethook(function(_, line)
  local name, value = debug.getlocal(2, 1)
  if name == "v" and value == 1 and not changed then
    changed = true
    debug.setlocal(2, 1, 41)
  end
end, "l")
local r = f()
debug.sethook()
print(r, changed)
local n = 0
debug.sethook(function() n = n + 1 if n == 3 then debug.sethook() end end, "l")
local a = 1
local b = 2
local c = 3
local d = 4
print(n, debug.gethook())
local depth = {}
debug.sethook(function()
  local level = 2
  while debug.getinfo(level, "f") do level = level + 1 end
  depth[#depth + 1] = level - 2
end, "c")
local function g(k) if k > 0 then g(k - 1) end end
g(3)
debug.sethook()
print(table.concat(depth, " "))
