-- Global writes from functions, chunks and coroutines; names that shadow; deleted globals.
function set_global(v) shared_value = v return shared_value end
print(shared_value, set_global(1), shared_value)
local function shadowing(shared_value) shared_value = shared_value .. "!" return shared_value end
print(shadowing("param"), shared_value)
do
  local shared_value = "block"
  function reads_block() return shared_value end
  shared_value = "block changed"
end
print(reads_block(), shared_value)
for shared_value = 1, 2 do io.write(shared_value, " ") end
for _, shared_value in ipairs({ "x", "y" }) do io.write(shared_value, " ") end
print(shared_value)
coroutine.wrap(function()
  shared_value = "from coroutine"
  local shared_value = "local there" coroutine.yield()
end)()
print(shared_value)
loadstring("shared_value = 'from chunk'; local shared_value = 'chunk local'")()
print(shared_value, _G.shared_value, rawget(_G, "shared_value"))
local function counter() count_calls = (count_calls or 0) + 1 return count_calls end
for i = 1, 10 do counter() end
print(count_calls)
function outer_function()
  function inner_global()
    return "defined by a call"
  end
  return inner_global
end
print(inner_global) outer_function() print(inner_global())
local t = {}
function t.f() return t end
function t.g() t = nil return t end
print(t.f() == t, t.g(), t)
a, b, c = 1, 2
print(a, b, c)
a, b = b, a
print(a, b)
a, a = 10, 20
print(a)
_G.a, _G["b"] = "via _G", nil
print(a, b)
for _, name in ipairs({ "a", "b", "c", "shared_value", "set_global", "reads_block", "count_calls",
  "outer_function", "inner_global" }) do
  _G[name] = nil
end
print(a, shared_value, set_global, pcall(function() return set_global(1) end))
local seen = {}
for k in pairs(_G) do if type(k) ~= "string" then seen[#seen + 1] = k end end
print(#seen)
