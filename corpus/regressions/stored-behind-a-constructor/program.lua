local seen = {}
for i = 1, 100 do
  local t = { a = i }
  local v = t.b
  t.b = 2
  seen[tostring(v)] = (seen[tostring(v)] or 0) + 1
end
for k, v in pairs(seen) do print(k, v) end
