-- Hot loops with float counters, accumulated steps and mixed integer-float values.
local function collect(a, b, c)
  local n, s, last = 0, 0, nil
  for x = a, b, c do n = n + 1 s = s + x last = x end
  return n, string.format("%.17g", s), last and string.format("%.17g", last)
end
print(collect(0, 1, 0.1))
print(collect(0, 100, 0.1))
print(collect(1, 0, -0.001))
print(collect(0, 1, 1 / 1024))
print(collect(-1, 1, 0.01))
print(collect(0.5, 500, 1))
print(collect(1e15, 1e15 + 200, 0.5))
print(collect(0, 3e-5, 1e-7))
local x = 0
for i = 1, 1000 do x = x + 0.1 end
print(string.format("%.17g", x))
local h = 0
for i = 1, 2000 do h = h + 1 / i end
print(string.format("%.17g", h))
local p = 1
for i = 1, 500 do p = p * 1.01 end
print(string.format("%.17g", p))
local q = 1
for i = 1, 1100 do q = q / 2 end
print(q, q == 0)
local grow = 1
for i = 1, 1100 do grow = grow * 2 end
print(grow, grow == math.huge)
local s = 0
for i = 1, 400 do
  s = s + i
  if i == 200 then s = s + 0.5 end
end
print(s)
local half = 1000
for i = 1, 300 do half = half / 2 + i end
print(string.format("%.17g", half))
local newton = 2
for i = 1, 100 do newton = newton - (newton * newton - 2) / (2 * newton) end
print(string.format("%.17g", newton), math.sqrt(2) == newton)
local pi, sign = 0, 1
for i = 1, 3001, 2 do pi = pi + sign / i sign = -sign end
print(string.format("%.15g", pi * 4))
local e, term = 1, 1
for i = 1, 100 do term = term / i e = e + term end
print(string.format("%.17g", e))
local fl = 0
for i = 1, 300 do fl = fl + math.floor(i / 7) - math.ceil(i / 11) + math.sqrt(i * i) end
print(fl)
