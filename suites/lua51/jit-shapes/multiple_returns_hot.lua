-- Functions that return different numbers of values, called in hot loops in every context.
local function r(n) if n == 0 then return elseif n == 1 then return 1 elseif n == 2 then return 1, 2 else return 1, 2, 3 end end
local function count(...) return select("#", ...) end
local s, nils = 0, 0
for i = 1, 200 do
  local a, b, c = r(i % 4)
  s = s + (a or 10) + (b or 100) + (c or 1000)
  local x, y = (r(i % 4))
  if y == nil then nils = nils + 1 end
  s = s + count(r(i % 4)) + count(r(3), r(i % 4)) + count((r(i % 4)))
  local t = { r(i % 4), r(i % 4) }
  s = s + #t
end
print(s, nils)
local function pass(...) return ... end
local function swap(a, b) return b, a end
local a, b = 1, 2
for i = 1, 201 do a, b = swap(pass(a, b)) end
print(a, b)
local function divmod(x, y) return math.floor(x / y), x % y end
s = 0
for i = 1, 200 do local q, m = divmod(i, 7) s = s + q * 10 + m end
print(s)
local function find(t, v) for i = 1, #t do if t[i] == v then return i, v end end return nil, "missing" end
local list, found, missing = { 5, 3, 8, 1 }, 0, 0
for i = 1, 200 do local k, v = find(list, i % 10) if k then found = found + k else missing = missing + #v end end
print(found, missing)
local function chain(n) if n == 0 then return 0, "end" end local a, b = chain(n - 1) return a + 1, b end
for _ = 1, 60 do chain(5) end
print(chain(20))
