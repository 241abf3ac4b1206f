-- Symbolic expressions: derivatives, simplification and printing by rules on tables.
local function num(n) return { op = "num", v = n } end
local function var(x) return { op = "var", v = x } end
local function bin(op, a, b) return { op = op, a = a, b = b } end
local function is(e, n) return e.op == "num" and e.v == n end
local rules = {
  ["+"] = function(a, b) if is(a, 0) then return b elseif is(b, 0) then return a elseif a.op == "num" and b.op == "num" then return num(a.v + b.v) end end,
  ["*"] = function(a, b) if is(a, 0) or is(b, 0) then return num(0) elseif is(a, 1) then return b elseif is(b, 1) then return a elseif a.op == "num" and b.op == "num" then return num(a.v * b.v) end end,
  ["^"] = function(a, b) if is(b, 0) then return num(1) elseif is(b, 1) then return a elseif a.op == "num" and b.op == "num" then return num(a.v ^ b.v) end end,
}
local function simplify(e) if e.a then local a, b = simplify(e.a), simplify(e.b) return rules[e.op](a, b) or bin(e.op, a, b) end return e end
local function diff(e, x)
  if e.op == "num" then return num(0) elseif e.op == "var" then return num(e.v == x and 1 or 0) elseif e.op == "+" then return bin("+", diff(e.a, x), diff(e.b, x))
  elseif e.op == "*" then return bin("+", bin("*", diff(e.a, x), e.b), bin("*", e.a, diff(e.b, x)))
  elseif e.op == "^" then return bin("*", bin("*", e.b, bin("^", e.a, num(e.b.v - 1))), diff(e.a, x)) end
end
local prec = { ["+"] = 1, ["*"] = 2, ["^"] = 3 }
local function show(e, p) if not e.a then return tostring(e.v) end local q = prec[e.op] local s = show(e.a, q) .. " " .. e.op .. " " .. show(e.b, q + 1) return q < (p or 0) and "(" .. s .. ")" or s end
local function eval(e, env) if e.op == "num" then return e.v elseif e.op == "var" then return env[e.v] end local a, b = eval(e.a, env), eval(e.b, env) return e.op == "+" and a + b or e.op == "*" and a * b or a ^ b end
local x = var("x")
local poly = bin("+", bin("*", num(3), bin("^", x, num(4))), bin("+", bin("*", num(2), x), num(7)))
local e = poly
for i = 0, 5 do
  print(i, show(e), eval(e, { x = 2 }))
  e = simplify(diff(e, "x"))
end
print(show(simplify(diff(bin("*", bin("+", x, num(1)), bin("^", x, num(2))), "x"))))
