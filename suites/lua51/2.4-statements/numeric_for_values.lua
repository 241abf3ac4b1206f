-- Numeric for over many triples: the values of the variable, and how often.
local function run(a, b, c)
  local out, n = {}, 0
  for i = a, b, c do
    n = n + 1
    if n <= 6 then out[n] = tostring(i) end
    if n > 50 then break end
  end
  print(a, b, c, n, table.concat(out, " "))
end
run(1, 3, 1) run(1, 3, 2) run(3, 1, -1) run(3, 1, -2) run(1, 0, 1) run(0, 1, -1) run(1, 1, 1) run(1, 1, -1) run(0, 1, 0.25) run(0, 1, 0.1)
run(1, 0, -0.3) run(1.5, 4, 1) run(-1, 1, 0.5) run(1, 1 / 0, 1) run(1, -1 / 0, -1) run(1 / 0, 1 / 0, 1) run(-1 / 0, 0, 1) run(1, 2, 1 / 0)
run(2 ^ 53, 2 ^ 53 + 2, 1) run(1e15, 1e15 + 2, 1) run(1, 10, 1e300) run(1, 3, -0.0) run(0 / 0, 1, 1) run(1, 0 / 0, 1) run(1, 2, 0 / 0)
run("1", "3", "1") run(1, 0, 0) run(1, 2, 0) run(-3, -1, 1) run(-1, -3, -1) run(0.1, 0.5, 0.1) run(1e-300, 3e-300, 1e-300)
