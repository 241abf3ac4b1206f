-- if/elseif/else with every shape of condition that compiles to jumps.
local function classify(x)
  if x == nil then return "nil"
  elseif x == false then return "false"
  elseif x == true then return "true"
  elseif type(x) == "number" and x < 0 then return "negative"
  elseif type(x) == "number" and x ~= x then return "nan"
  elseif x == 0 then return "zero"
  elseif type(x) == "string" and #x > 3 or x == "s" then return "string"
  else return "other" end
end
for _, x in ipairs({ -1, 0, 1, "s", "ab", "long", true, 0 / 0, {} }) do
  print(classify(x))
end
print(classify(nil), classify(false))
local function logic(a, b, c)
  local r = {}
  r[#r + 1] = tostring(a and b)
  r[#r + 1] = tostring(a or b)
  r[#r + 1] = tostring(not a)
  r[#r + 1] = tostring(a and b or c)
  r[#r + 1] = tostring((a or b) and c)
  r[#r + 1] = tostring(not (a and b))
  r[#r + 1] = tostring(not a or not b)
  r[#r + 1] = tostring(a == b)
  r[#r + 1] = tostring((a and b) == (b and a))
  if a and (b or c) then r[#r + 1] = "A" else r[#r + 1] = "a" end
  if not (a or b) or c then r[#r + 1] = "B" else r[#r + 1] = "b" end
  if a then if b then r[#r + 1] = "AB" elseif c then r[#r + 1] = "AC" end end
  while a and not b do r[#r + 1] = "loop" break end
  return table.concat(r, " ")
end
local options = { true, false, 1, "x" }
for i = 1, 4 do
  for j = 1, 3 do
    print(logic(options[i], options[j], options[(i + j) % 4 + 1]))
  end
end
print(logic(nil, nil, nil), logic(nil, 1, false), logic(1, nil, 2))
local x = 5
local big = x > 3 and "big" or "small"
local y = x == 5 and (x < 3 and "a" or x < 4 and "b" or "c")
local z = not x == 5 or x ~= 5 or x <= 4 or nil
print(big, y, z, x > 1 and x < 10, 1 < x and x < 3, nil and x, false or nil)
