-- Conditions computed in hot loops: and/or values, comparisons stored, negations.
local n = { 0, 0, 0, 0, 0, 0 }
for i = 1, 300 do
  local a, b, c = i % 2 == 0, i % 3 == 0, i > 150
  if a and b or c then n[1] = n[1] + 1 end
  if a and (b or c) then n[2] = n[2] + 1 end
  if not a and not b then n[3] = n[3] + 1 end
  if not (a or b) == (not a and not b) then n[4] = n[4] + 1 end
  local v = a and i or b and -i or c
  if type(v) == "number" then n[5] = n[5] + v end
  if v == true then n[6] = n[6] + 1 end
end
print(table.concat(n, " "))
local last = false
local flips = 0
for i = 1, 300 do local now = i * i % 7 < 3 if now ~= last then flips = flips + 1 end last = now end
print(flips, last)
local x, hits = nil, 0
for i = 1, 300 do x = x or i > 200 and i hits = hits + (x and 1 or 0) end
print(x, hits)
local r = {}
for i = 1, 300 do
  local v = i < 100 and "low" or i < 200 and "mid" or "high" r[v] = (r[v] or 0) + i
end
print(r.low, r.mid, r.high)
local eq = 0
local things = { 1, "1", true, nil, false, 1.0, "x" }
for i = 1, 280 do
  local p, q = things[i % 7 + 1], things[i * 3 % 7 + 1]
  if p == q then
    eq = eq + 1
  end
  if p ~= nil and q ~= nil and not p == not q then
    eq = eq + 1000
  end
end
print(eq)
local cnt = 0
for i = 1, 300 do
  cnt = cnt + ((i == 100 or i == 200 or i == 300) and 1 or 0) + (i ~= 50 and 0 or 10)
end
print(cnt)
local function sign(v) return v > 0 and 1 or v < 0 and -1 or 0 end
local sg = 0
for i = -150, 150 do sg = sg * 2 % 101 + sign(i) end
print(sg)
local flags, on = {}, 0
for i = 1, 64 do flags[i] = false end
for step = 1, 64 do for i = step, 64, step do flags[i] = not flags[i] end end
for i = 1, 64 do if flags[i] then on = on + 1 io.write(i, " ") end end
print(on)
local k = 0
for i = 1, 300 do if (i % 4 == 0) == (i % 6 == 0) then k = k + 1 end end
print(k)
local chain = 0
for i = 1, 200 do
  local v = i
  if v > 10 and v < 190 and v ~= 100 and (v % 2 == 1 or v % 10 == 0) then
    chain = chain + v
  end
end
print(chain)
local nils = 0
for i = 1, 200 do
  local t = i % 5 ~= 0 and { i } or nil nils = nils + (t and t[1] or 0)
  if t == nil then
    nils = nils + 0.5
  end
end
print(nils)
