-- A profiler made of hooks: calls by name and lines by number.
local calls, lines = {}, {}
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function main()
  local t = {}
  for i = 1, 5 do
    t[i] = fib(i)
    table.insert(t, i)
  end
  return #t
end
debug.sethook(function(event, line)
  local i = debug.getinfo(2, "nS")
  if event == "line" then
    lines[line] = (lines[line] or 0) + 1
  elseif event == "call" then
    local name = i.name or i.what
    calls[name] = (calls[name] or 0) + 1
  end
end, "cl")
main()
debug.sethook()
local function show(t)
  local keys = {}
  for k in pairs(t) do keys[#keys + 1] = k end
  table.sort(keys)
  for i, k in ipairs(keys) do keys[i] = k .. "=" .. t[k] end
  print(table.concat(keys, " "))
end
show(calls)
show(lines)
