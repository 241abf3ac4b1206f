-- Arbitrary-precision integers: addition, multiplication, factorials, powers, comparison.
local Big = {}
Big.__index = Big
local BASE = 1e7
local function norm(t)
  local carry = 0
  for i = 1, #t do
    local v = t[i] + carry
    carry = math.floor(v / BASE)
    t[i] = v - carry * BASE
  end
  while carry > 0 do t[#t + 1] = carry % BASE carry = math.floor(carry / BASE) end
  while #t > 1 and t[#t] == 0 do t[#t] = nil end
  return setmetatable(t, Big)
end
local function big(n) return norm({ n }) end
function Big.__add(a, b) local r = {} for i = 1, math.max(#a, #b) do r[i] = (a[i] or 0) + (b[i] or 0) end return norm(r) end
function Big.__mul(a, b)
  local r = {}
  for i = 1, #a + #b do r[i] = 0 end
  for i = 1, #a do
    local carry = 0
    for j = 1, #b do
      local v = r[i + j - 1] + a[i] * b[j] + carry
      carry = math.floor(v / BASE)
      r[i + j - 1] = v - carry * BASE
    end
    r[i + #b] = r[i + #b] + carry
  end
  return norm(r)
end
function Big.__eq(a, b) if #a ~= #b then return false end for i = 1, #a do if a[i] ~= b[i] then return false end end return true end
function Big.__lt(a, b) if #a ~= #b then return #a < #b end for i = #a, 1, -1 do if a[i] ~= b[i] then return a[i] < b[i] end end return false end
function Big.__tostring(a) local s = { tostring(a[#a]) } for i = #a - 1, 1, -1 do s[#s + 1] = ("%07d"):format(a[i]) end return table.concat(s) end
function Big.__pow(a, n) local r = big(1) while n > 0 do if n % 2 == 1 then r = r * a end a, n = a * a, math.floor(n / 2) end return r end
local f = big(1)
for i = 1, 40 do f = f * big(i) end
print(f)
print(big(2) ^ 200, big(3) ^ 100 + big(1))
local a, b = big(0), big(1)
for _ = 1, 200 do a, b = b, a + b end
print(a, a < b, a == b, b > a, big(5) == big(5))
