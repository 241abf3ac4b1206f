-- Primes, divisors, modular powers, continued fractions, perfect numbers, digit sums.
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
local function powmod(b, e, m) local r = 1 b = b % m while e > 0 do if e % 2 == 1 then r = r * b % m end b, e = b * b % m, math.floor(e / 2) end return r end
print(gcd(1071, 462), gcd(17, 5), gcd(0, 5), powmod(3, 200, 1009), powmod(2, 1e6, 997))
local sieve, primes = {}, {}
for i = 2, 500 do
  if not sieve[i] then
    primes[#primes + 1] = i
    for j = i * i, 500, i do sieve[j] = true end
  end
end
print(#primes, primes[50], primes[#primes])
local function factors(n) local r = {} for _, p in ipairs(primes) do while n % p == 0 do r[#r + 1] = p n = n / p end end if n > 1 then r[#r + 1] = n end return table.concat(r, "*") end
print(factors(360), factors(9973), factors(2 ^ 20), factors(123456))
for n = 2, 500 do local s = 1 for d = 2, math.sqrt(n) do if n % d == 0 then s = s + d + (d * d ~= n and n / d or 0) end end if s == n then io.write(n, " ") end end
print()
local function cf(x, n) local r = {} for i = 1, n do local f = math.floor(x) r[i] = f if x == f then break end x = 1 / (x - f) end return table.concat(r, ",") end
print(cf(415 / 93, 10), cf(math.sqrt(2), 8), cf(math.pi, 5))
local function digits(n) local s = 0 while n > 0 do s = s + n % 10 n = math.floor(n / 10) end return s end
local happy = {}
for n = 1, 50 do local x, seen = n, {} while x ~= 1 and not seen[x] do seen[x] = true local s = 0 while x > 0 do s = s + (x % 10) ^ 2 x = math.floor(x / 10) end x = s end if x == 1 then happy[#happy + 1] = n end end
print(table.concat(happy, " "), digits(2 ^ 40), digits(999))
