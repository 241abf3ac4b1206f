-- Hot numeric loops over integers: sums, products, steps up and down, empty turns.
local function sum(n) local s = 0 for i = 1, n do s = s + i end return s end
print(sum(0), sum(1), sum(1000), sum(100000))
local function down(n) local s = 0 for i = n, 1, -1 do s = s * 3 % 1009 + i end return s end
print(down(10), down(1000), down(5000))
local function steps(a, b, c)
  local n, last = 0, nil
  for i = a, b, c do
    n = n + 1 last = i
  end
  return n, last
end
print(steps(1, 1000, 7))
print(steps(1000, 1, -7))
print(steps(1, 0, 1))
print(steps(-500, 500, 3))
print(steps(2147483000, 2147484000, 1))
print(steps(-2147484000, -2147483000, 1))
print(steps(4294967000, 4294968000, 2))
print(steps(2 ^ 52, 2 ^ 52 + 1000, 1))
print(steps(1, 300.5, 1))
print(steps("1", "400", "2"))
local product = 1
for i = 1, 200 do product = product * i % 1000003 end
print(product)
local wraps = 2147483647
for i = 1, 300 do wraps = wraps + i end
print(wraps)
local neg = -2147483648
for i = 1, 300 do neg = neg - i end
print(neg)
local mul = 1
for i = 1, 100 do mul = mul * 2 end
print(mul, mul == 2 ^ 100)
local alt, sign = 0, 1
for i = 1, 1001 do alt = alt + sign * i sign = -sign end
print(alt, sign)
local mod = 0
for i = -300, 300 do mod = mod + i % 7 + (-i) % 5 - i % -3 end
print(mod)
local out = {}
for i = 1, 500 do if i % 100 == 0 then out[#out + 1] = i * i end end
print(table.concat(out, " "))
local overflow = 2 ^ 53 - 100
for i = 1, 200 do overflow = overflow + 1 end
print(string.format("%.0f", overflow))
for i = 1, 3 do io.write(sum(i * 100), i < 3 and " " or "\n") end
