-- pcall and error in hot loops: rare and common failures, values, nesting, rethrow.
local ok_count, fail_count, sum = 0, 0, 0
for i = 1, 300 do
  local ok, r = pcall(function(x) if x % 7 == 0 then error(x, 0) end return x * 2 end, i)
  if ok then ok_count = ok_count + 1 else fail_count = fail_count + 1 end
  sum = sum + r
end
print(ok_count, fail_count, sum)
local function risky(i) local t = i % 10 == 0 and nil or { v = i } return t.v end
local n = 0
for i = 1, 200 do
  local ok, v = pcall(risky, i)
  n = n + (ok and v or 1000)
end
print(n)
local function nested(i)
  local ok, e = pcall(function()
    local ok2, e2 = pcall(error, { i })
    if i % 2 == 0 then error(e2) end
    return e2[1]
  end)
  return ok and e or e[1] * 10
end
n = 0
for i = 1, 150 do n = n + nested(i) end
print(n)
local log = 0
for i = 1, 150 do
  xpcall(function() local x = i % 3 == 0 and {} or i log = log + x end, function(m) log = log + #m - #m + 0.5 return m end)
end
print(log)
local results = {}
for i = 1, 120 do
  local r = { pcall(unpack, { 1, 2, 3 }, 1, i % 4) }
  results[#r] = (results[#r] or 0) + 1
end
print(results[1], results[2], results[3], results[4])
