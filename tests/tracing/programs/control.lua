--- nested loops with breaks
local s = 0
for i = 1, 30 do
  for j = 1, 30 do
    if j > i then break end
    local k = 0
    while true do
      k = k + 1
      if k * j > 40 then break end
      repeat
        s = s + k
        local stop = s % 3 == 0
      until stop or k > 5
    end
    if s > 100000 then break end
  end
end
print(s)
for k = 1, 3 do
  for j = k, 3 do
    for l = j, 3 do
      s = s + l
      if l == 2 then break end
    end
    if j == 3 then break end
  end
end
print(s)
--- loops inside loops of which the inner one is compiled first
local n = 0
for i = 0, 57 do end
for i = 0, 8 do n = n + 1 end
local t = {}
for i = 0, 8 do t[i] = 0 end
for i = 0, #t do n = n + 1 end
local function mix() n = n + 1 end
for i = 0, 3 do mix() end
print(n)
local C = {}
function C:step() for i = 44, 1, -1 do n = n + 1 end return end
local o, last = { C }
for i = 1, 55 do last = o[1]:step() end
print(n, last)
--- steps of all signs and sizes
local s = 0
for i = 10, 1, -1 do
  for j = 0, 1, 0.25 do
    for k = -1, -3, -1 do s = s + i * j - k end
  end
end
for i = 1, 0 do s = s + 1 end
for i = 1, 3, -1 do s = s + 1 end
for i = 0.1, 1, 0.1 do s = s + i end
for i = "1", "50", "1" do s = s + i end
print(s)
for _, st in ipairs { 1, -1, 2, 0.5 } do
  local q = 0
  for i = 1, 10 * st, st do q = q + i end
  print(q)
end
print(pcall(function()
  for k = 1, 10, 0 do
    s = s + 1
    if s > 1e4 then error("for ever", 0) end
  end
end))
--- loop variables and bounds that are assigned to
local s, n = 0, 10
for k = 1, n do
  n = n - 1
  s = s + n
end
print(s, n)
for k = 1, 20 do
  local before = k
  k = k * 10
  s = s + k + before
end
print(s)
--- while, and and or
local s, i = 0, 0
while i < 200 do
  i = i + 1
  local skip = false
  if i % 2 == 0 then skip = true elseif i % 3 == 0 then skip = nil end
  if skip then s = s + 1 elseif skip == nil then s = s + 2 else s = s + 3 end
  local a = (i % 4 == 0) and nil or i
  local b = a or -1
  local c = not a
  if not (a and b > 5 or c) then s = s + 0.5 end
  local d = a ~= nil and (b == 7 and "seven" or b) or false
  if d == "seven" then s = s + 100 elseif d then s = s + 1 end
end
print(s)
--- assignments of many variables at once
local x, y, z = 1, 2, 3
for k = 1, 100 do
  x, y, z = y, z, x + k % 3
  x, y = y, x
end
print(x, y, z)
local t = { 1, 2, 3 }
for k = 1, 99 do
  local j = k % 3 + 1
  j, t[j] = t[j] % 3 + 1, j
  t[1], t[2], t[3] = t[3], t[1], t[2]
end
print(t[1], t[2], t[3])
--- values that change type from one iteration to the next
local values = { 1, "2", 3.5, true, nil, "x", {}, 7 }
local r = ""
for i = 1, 160 do
  local v = values[i % 8 + 1]
  local kind = type(v)
  if kind == "number" then r = r .. v
  elseif kind == "string" then r = r .. "s"
  elseif v == nil then r = r .. "n"
  elseif v == true then r = r .. "t"
  else r = r .. "o" end
  if #r > 50 then r = r:sub(20) end
end
print(r)
--- permutations and queens
local function perm(a, n, out)
  if n == 0 then
    out[#out + 1] = table.concat(a)
  else
    for i = 1, n do
      a[i], a[n] = a[n], a[i]
      perm(a, n - 1, out)
      a[i], a[n] = a[n], a[i]
    end
  end
  return out
end
print(#perm({ 1, 2, 3, 4, 5 }, 5, {}), perm({ 1, 2, 3, 4 }, 4, {})[13])
local function queens(n)
  local count, cols, d1, d2 = 0, {}, {}, {}
  local function place(r)
    if r > n then
      count = count + 1
      return
    end
    for i = 1, n do
      if not cols[i] and not d1[r + i] and not d2[r - i + n] then
        cols[i], d1[r + i], d2[r - i + n] = true, true, true
        place(r + 1)
        cols[i], d1[r + i], d2[r - i + n] = nil, nil, nil
      end
    end
  end
  place(1)
  return count
end
print(queens(6))
