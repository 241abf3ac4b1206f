-- Loops with many live variables of different types, which leave at rare conditions.
local function run(n, rare)
  local a, b, c, d, e, f, g, h = 1, 2.5, "s", true, nil, {}, 0, -1
  for i = 1, n do
    a = a + i
    b = b * 1.01
    d = not d
    g = g + (d and 1 or 0)
    f[i % 5] = a
    h = -h
    if i % rare == 0 then
      c = c .. i % 10
      e = (e or 0) + a
      a = a - b
      f = { f[1], f[2] }
      if i > 150 then b = "2" + 0 end
    end
  end
  return ("%.6f %.6f %s %s %s %s %d %d"):format(a, b, c, tostring(d), e and ("%.4f"):format(e) or "nil", tostring(f[1] and ("%.2f"):format(f[1])), g, h)
end
for _, rare in ipairs({ 1000, 199, 100, 57, 10, 3 }) do print(rare, run(200, rare)) end
local x, y, z, w = 0, "", nil, {}
for i = 1, 250 do
  local t = i % 4 == 0 and i or i % 4 == 1 and tostring(i) or i % 4 == 2 and { i } or nil
  local k = type(t)
  if k == "number" then x = x + t elseif k == "string" then y = t elseif k == "table" then w[#w + 1] = t[1] else z = i end
end
print(x, y, z, #w, w[#w])
