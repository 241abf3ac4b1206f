-- Callbacks of gsub that call string functions, raise errors, or run gsub again.
local function expand(text, values, depth)
  return (text:gsub("{(%w+)}", function(name)
    local v = values[name]
    if v and depth > 0 then return expand(v, values, depth - 1) end
    return v
  end))
end
local values = { a = "<{b}>", b = "[{c}]", c = "end", loop = "{loop}!" }
print(expand("x {a} y {c} z {none}", values, 5))
print(expand("{loop}", values, 3))
print((("a1b22c333"):gsub("%d+", function(d) return (d:gsub(".",
  function(x) return x + 1 end)) end)))
print((("3 + 4"):gsub("(%d) %+ (%d)", function(a, b) return a + b end)))
local order = {}
local r = ("abc"):gsub(".", function(c)
  order[#order + 1] = c
  for d in ("12"):gmatch(".") do order[#order + 1] = c .. d end
  return #order
end)
print(r, table.concat(order, " "))
local ok, e = pcall(string.gsub, "a,b,c", "%w", function(c) if c == "b" then error("at " .. c,
  0) end end)
print(ok, e)
print(pcall(function() return ("abc"):gsub(".", function(c) return nil .. c end) end))
local co = coroutine.wrap(function() return ("abc"):gsub(".",
  function(c) return coroutine.running() and c:upper() end) end)
print(co())
local function rot13(s)
  return (s:gsub("%a", function(c)
    local base = c:find("%l") and 97 or 65
    return string.char((c:byte() - base + 13) % 26 + base)
  end))
end
print(rot13("Hello"), rot13(rot13("Hello")))
local function escape(s) return (s:gsub("[%c\"\\<>&]",
  function(c) return ("%%%02X"):format(c:byte()) end)) end
print(escape("a\nb\"c\\<&>\0"))
print((escape("a b"):gsub("%%(%x%x)", function(h) return string.char(tonumber(h, 16)) end)))
local template = "$(1+1) and $(('x'):rep(3)) and $(bad syntax)"
print((template:gsub("%$(%b())", function(code)
  local f = loadstring("return " .. code)
  return f and tostring(f()) or "?"
end)))
local t = setmetatable({}, { __index = function(_, k) return k == "b" and "B" or nil end })
print(("abc"):gsub("%w", t))
local count = select(2, ("the rain in spain"):gsub("ain", ""))
print(count, (select(2, ("aaa"):gsub("a", "b", 2))), (("x"):gsub("x", "%%1")))
local sorted = {}
local _ = ("the quick brown fox"):gsub("%a+", function(w) table.insert(sorted, w) end)
table.sort(sorted)
print(table.concat(sorted, " "))
print((("hello"):gsub("l", { l = "L" }):gsub("L", function(x) return x:lower() end, 1)))
