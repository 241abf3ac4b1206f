-- pcall and error in hot loops: success, failure after many turns, state kept and restored.
local ok_count, sum = 0, 0
for i = 1, 500 do
  local ok, v = pcall(function(x) if x % 50 == 0 then error("fifty", 0) end return x end, i)
  if ok then ok_count = ok_count + 1 sum = sum + v end
end
print(ok_count, sum)
local function risky(t, i) return t[i].v + i end
local rows = {}
for i = 1, 300 do rows[i] = { v = i } end
rows[150], rows[200], rows[250] = nil, { v = "x" }, { v = "7" }
local messages, total = {}, 0
for i = 1, 300 do
  local ok, v = pcall(risky, rows, i)
  if ok then total = total + v else messages[#messages + 1] = i .. " " .. v end
end
print(total)
for _, m in ipairs(messages) do print(m) end
-- Locals assigned before the error keep their values when seen through upvalues.
local progress = 0
local function work(n)
  for i = 1, n do
    progress = i
    if i == 250 then
      error({ at = i })
    end
  end
  return "end"
end
local ok, e = pcall(work, 200)
print(ok, e, progress)
ok, e = pcall(work, 300)
print(ok, e.at, progress)
local depth = 0
local function down(n)
  depth = depth + 1
  if n == 0 then
    error("bottom", 0)
  end
  down(n - 1) depth = depth - 1
end
for i = 1, 100 do depth = 0 pcall(down, i % 10) end
print(depth)
local function nested(i)
  local ok, e = pcall(error, i, 0)
  if i % 2 == 0 then
    error(e * 2, 0)
  end
  return e
end
local n1, n2 = 0, 0
for i = 1, 300 do local ok, e = pcall(nested, i) if ok then n1 = n1 + e else n2 = n2 + e end end
print(n1, n2)
local handled = 0
for i = 1, 300 do
  local ok, r = xpcall(function() if i % 3 == 0 then local x = nil; return x.y end return i end,
    function(m) handled = handled + 1 return #m > 0 end)
  if ok then handled = handled + r % 2 end
end
print(handled)
local cleanup = {}
local function guard(f, ...)
  local r = { pcall(f, ...) } cleanup[#cleanup + 1] = r[1] and "o" or "x"
  return unpack(r)
end
for i = 1, 40 do guard(function(a) return a / (a % 5 == 0 and {} or 1) end, i) end
print(table.concat(cleanup))
local results = 0
for i = 1, 200 do results = results + select("#", pcall(unpack, { 1, 2, 3 }, 1, i % 4)) end
print(results)
print(pcall(function() for i = 1, 1000 do if i == 777 then error("in loop " .. i) end end end))
