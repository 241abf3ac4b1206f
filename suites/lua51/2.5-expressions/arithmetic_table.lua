-- Each arithmetic operator over pairs of special and common values.
local values = { 0, -0.0, 1, -1, 2, 0.5, -3.7, 1e15, 1e-15, 1 / 0, -1 / 0 }
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or ("%.10g"):format(x) end
local ops = {
  ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end, ["*"] = function(a, b) return a * b end,
  ["/"] = function(a, b) return a / b end, ["%"] = function(a, b) return a % b end, ["^"] = function(a, b) return a ^ b end,
}
for _, name in ipairs({ "+", "-", "*", "/", "%", "^" }) do
  local f = ops[name]
  for _, a in ipairs(values) do
    local row = {}
    for i, b in ipairs(values) do row[i] = show(f(a, b)) end
    print(name, show(a), table.concat(row, " "))
  end
end
for _, a in ipairs(values) do io.write(show(-a), " ") end
print()
