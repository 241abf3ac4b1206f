-- Conversions forth and back in hot loops.
local bad = 0
for i = -60, 60 do
  for _, d in ipairs({ 0, 0.5, 0.1, 1e10, 1e-5 }) do
    local x = i + d
    if math.abs(tonumber(tostring(x)) - x) > 1e-9 * math.abs(x) + 1e-9 then bad = bad + 1 end
  end
end
print(bad)
local s = 0
for i = 1, 150 do
  s = s + tonumber(i .. "") + tonumber(("%x"):format(i), 16) + (tonumber("x" .. i) or 1) + ("0x" .. i % 10) + (i .. "5")
end
print(s)
local kinds = {}
for i = 1, 120 do local v = ({ 1, "1", "one", true, {}, "0x1f", " 7 ", "" })[i % 8 + 1] local k = tostring(tonumber(v)) kinds[k] = (kinds[k] or 0) + 1 end
local names = {}
for k, v in pairs(kinds) do names[#names + 1] = k .. "=" .. v end
table.sort(names)
print(table.concat(names, " "))
