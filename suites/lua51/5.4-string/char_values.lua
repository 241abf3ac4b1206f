-- string.char: every byte, many arguments, values out of range.
local all = {}
for b = 0, 255 do
  all[#all + 1] = string.char(b)
  assert(#all[#all] == 1 and all[#all]:byte() == b)
end
print(#table.concat(all), string.char(), #string.char(), string.char(72, 105), string.char("72", 33.9))
print(string.char(unpack({ ("many"):rep(20):byte(1, -1) })))
for _, b in ipairs({ 256, -1, 1e10, 0 / 0, 1 / 0 }) do print((pcall(string.char, b))) end
print(pcall(string.char, 256))
print(pcall(string.char, 65, -1))
print(pcall(string.char, "x"))
print(pcall(string.char, nil))
