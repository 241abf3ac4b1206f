local _fuel = 6000
local text = ("The quick brown fox; 12 34 56! "):rep(8)
local letters, digits, spaces, others, upper = 0, 0, 0, 0, 0
for i = 1, #text do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local b = text:byte(i)
  if b >= 97 and b <= 122 then
    letters = letters + 1
  elseif b >= 48 and b <= 57 then
    digits = digits + b - 48
  elseif b == 32 then
    spaces = spaces + 1
  elseif b >= 65 and b <= 90 then
    upper = upper + 1
  else
    others = others + 1
  end
end
print(letters, digits, spaces, others, upper)
local function S_o(v_o)
  if type(v_o) == "number" then
    return v_o ~= v_o and "nan" or tostring(v_o)
  end
  if type(v_o) == "string" then
    return v_o
  end
  if v_o == nil or type(v_o) == "boolean" then
    return tostring(v_o)
  end
  return type(v_o)
end
local function N_o(v_o)
  if type(v_o) == "number" then
    return v_o
  end
  if type(v_o) == "string" then
    return tonumber(v_o) or #v_o
  end
  return v_o and 1 or 0
end
local function show_o(...)
  local out_o = {}
  for k_o = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    out_o[k_o] = S_o((select(k_o, ...)))
  end
  for _once = 1, 1 do
    io.write(table.concat(out_o, " "), "\n")
  end
end
local calls_o, sum_o = 0, 0
local function every_o(n_o, ...)
  calls_o = calls_o + 1
  if calls_o % n_o == 0 then
    show_o(...)
  end
end
local function mix_o(v_o)
  if type(v_o) == "number" then
    if v_o > - 1000000000000000.0 and v_o < 1000000000000000.0 then
      sum_o = (sum_o * 31 + v_o) % 1000003
    else
      sum_o = (sum_o + 7) % 1000003
    end
  elseif type(v_o) == "string" then
    sum_o = (sum_o * 31 + #v_o) % 1000003
  elseif v_o then
    sum_o = (sum_o * 3 + 1) % 1000003
  end
end
local x1_o = (- 2.5 % (1 / 0))
local x2_o = 255
local vowels = 0
local x3_o = type(nil)
local x4_o = nil
local t5_o = {(14 % 128), x2_o, (10 * 18)}
local r6_o = {a = (true and 4 or x2_o), b = 5, c = (true and 1e+16 or 17)}
local v7_o = x2_o
for i8_o = 1, 32 do
  if i8_o == 30 then
    v7_o = {}
  end
  mix_o(N_o(v7_o) - i8_o)
  if type(v7_o) == "number" then
    v7_o = v7_o + 5e-324
  end
  local v9_o = x4_o
end
show_o(v7_o)
local C11_o = {}
for i = 1, #text do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local c = text:sub(i, i)
  if c == "a" or c == "e" or c == "i" or c == "o" or c == "u" then
    vowels = vowels + 1
  end
  do
    local _n0, _n1, _n2 = type(nil), {1}, "a" .. 2147483648
  end
end
print(vowels)
local at, n = 1, 0
while true do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  local a, b = text:find("%d+", at)
  if not a then
    break
  end
  n = n + tonumber(text:sub(a, b))
  at = b + 1
end
print(n)
local rev = {}
for i = #text, 1, - 1 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  rev[#rev + 1] = text:sub(i, i)
end
print(table.concat(rev) == text:reverse())
local h = 0
for c in text:gmatch(".") do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  h = (h * 31 + c:byte()) % 1000003
end
print(h)
local words, longest = 0, ""
do
  local _turn4 = 0
  for w in text:gmatch("%a+") do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    _turn4 = _turn4 + 1
    if _turn4 == 3 then
      words = 2147483648
    end
    words = words + 1
    if #w > #longest then
      longest = w
    end
  end
end
C11_o.__index = C11_o
function C11_o:step(n1_o, n2_o)
  show_o(x4_o)
  r6_o.c = N_o(x4_o)
  self.v = (self.v or 0) + 12
  return self.v
end
local D12_o = setmetatable({}, {__index = C11_o})
D12_o.__index = D12_o
function D12_o:step(x_o)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  return C11_o.step(self, x_o, 1) * 2
end
local n13_o = 0
print(words, longest)
local same = 0
for i = 2, #text do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  if text:byte(i) == text:byte(i - 1) then
    same = same + 1
  end
  if text:sub(i, i) > text:sub(i - 1, i - 1) then
    same = same + 100
  end
end
local o14_o = {setmetatable({}, C11_o), setmetatable({v = 1}, D12_o), setmetatable({v = 0.5}, C11_o)}
for i10_o = 1, 60 do
  n13_o = n13_o + o14_o[(i10_o < 54 and 1 or 2)]:step(i10_o, 2)
end
show_o(n13_o, o14_o[1].v)
local p16_o, p17_o, p18_o = (x2_o * (- 1 * 7)), (t5_o[12] or 0), ((8 % 4 == 1) and (t5_o[16] or 1) or (n13_o * 12))
for i15_o = 1, 56 do
  p16_o, p17_o, p18_o = p17_o, p18_o, N_o(p16_o) + i15_o
  mix_o(p18_o)
end
show_o(p16_o, p17_o, p18_o)
show_o(p18_o, p17_o, p16_o, n13_o, v7_o, x4_o, x3_o, x2_o, x1_o)
show_o("sum", sum_o)
print(same)
