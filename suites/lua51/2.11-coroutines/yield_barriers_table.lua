-- Where yield cannot go: through pcall, metamethods, iterators in C, comparators, gsub, load, require.
local function attempt(name, f)
  local co = coroutine.create(f)
  local ok, e = coroutine.resume(co)
  print(name, ok, e, coroutine.status(co))
end
local yield = coroutine.yield
attempt("pcall", function() return pcall(yield, 1) end)
attempt("xpcall", function() return xpcall(yield, print) end)
attempt("sort", function() table.sort({ 3, 2, 1 }, function(a, b) yield() return a < b end) end)
attempt("gsub", function() return (("x"):gsub("x", function() yield() end)) end)
attempt("foreach", function() table.foreach({ 1 }, yield) end)
attempt("load", function() return load(function() yield() end) end)
attempt("dofile", function() return pcall(dofile, "/nonexistent") end)
attempt("tostring", function() return tostring(setmetatable({}, { __tostring = yield })) end)
for _, event in ipairs({ "add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "eq", "lt", "le", "index" }) do
  local mt = { ["__" .. event] = function() yield(event) return "r" end }
  local a, b = setmetatable({}, mt), setmetatable({}, mt)
  local code = {
    add = "a + b", sub = "a - b", mul = "a * b", div = "a / b", mod = "a % b", pow = "a ^ b", unm = "-a",
    concat = "a .. b", eq = "a == b", lt = "a < b", le = "a <= b", index = "a.x",
  }
  attempt("__" .. event, function() return loadstring("local a, b = ... return " .. code[event])(a, b) end)
end
attempt("__newindex", function() setmetatable({}, { __newindex = yield }).x = 1 end)
attempt("__call", function() return setmetatable({}, { __call = function(_, x) return yield(x) end })("through") end)
attempt("iterator", function() for v in function() return yield("it") end do return v end end)
print(pcall(yield))
print(pcall(yield, 1))
