-- Many live values of every type at a rare exit: all must be right after it.
local function run(limit, trigger)
  local int, float, str, bool, nilv, tab, fun = 0, 0.5, "s", true, nil, { n = 0 }, function(x)
    return x
  end
  local a, b, c = 1, 2, 3
  local out = {}
  for i = 1, limit do
    int = int + i
    float = float * 1.5 % 1000
    bool = not bool
    tab.n = tab.n + 1
    a, b, c = b, c, a
    if i % trigger == 0 then
      str = str .. i
      nilv = nilv and nil or i
      local old = fun
      fun = function(x) return old(x) + 1 end
      out[#out + 1] = table.concat({ int, ("%.6f"):format(float), str:sub(-6), tostring(bool),
        tostring(nilv), tab.n, fun(0), a, b, c }, ",")
      if i % (trigger * 2) == 0 then tab = { n = -i } end
    end
  end
  return table.concat(out, "\n")
end
print(run(400, 97))
print(run(300, 50))
print(run(250, 249))
local function deep(x, n)
  local a, b = x + 1, x * 2
  local function inner(y)
    local c = a + y
    if n == 0 then return a, b, c, x, y end
    return deep(c % 100, n - 1)
  end
  return inner(b)
end
for i = 1, 50 do deep(i, 3) end
print(deep(1, 0)) print(deep(1, 1)) print(deep(7, 5)) print(pcall(deep, "x", 1))
local function callers(v)
  local p, q = v, "q" .. tostring(v)
  local r = { v }
  local function use(k)
    if k > 90 then
      error({ p, q, r[1], k })
    end
    return k + #q
  end
  local s = 0
  for k = v, v + 60 do
    s = s + use(k)
  end
  return s, p, q
end
for i = 1, 30 do callers(i) end
print(callers(20)) local ok, e = pcall(callers, 40) print(ok, e[1], e[2], e[3], e[4])
local function types(list)
  local r = 0
  for i = 1, #list do
    local v = list[i]
    local w = v
    if type(v) == "string" then
      w = #v
    elseif v == true then
      w = 1
    elseif not v then
      w = 0
    elseif type(v) == "table" then
      w = v[1]
    end
    r = r + w
  end
  return r
end
local nums = {}
for i = 1, 200 do nums[i] = i end
for k = 1, 5 do types(nums) end
nums[100], nums[150], nums[160], nums[170] = "four", true, false, { 1000 }
print(types(nums))
local swapped = {}
for i = 1, 300 do
  local x, y, z = i, i .. "", i % 2 == 0
  if i == 299 then x, y, z = y, z, x end
  if i >= 298 then
    swapped[#swapped + 1] = tostring(x) .. type(x) .. tostring(y)
      .. type(y) .. tostring(z) .. type(z)
  end
end
print(table.concat(swapped, " "))
