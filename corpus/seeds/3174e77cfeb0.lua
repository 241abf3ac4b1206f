-- Scanning strings byte by byte, with sub, byte, find and comparisons.
local text = ("The quick brown fox; 12 34 56! "):rep(8)
local letters, digits, spaces, others, upper = 0, 0, 0, 0, 0
for i = 1, #text do
  local b = text:byte(i)
  if b >= 97 and b <= 122 then letters = letters + 1 elseif b >= 48 and b <= 57 then digits = digits + b - 48 elseif b == 32 then spaces = spaces + 1
  elseif b >= 65 and b <= 90 then upper = upper + 1 else others = others + 1 end
end
print(letters, digits, spaces, others, upper)
local vowels = 0
for i = 1, #text do local c = text:sub(i, i) if c == "a" or c == "e" or c == "i" or c == "o" or c == "u" then vowels = vowels + 1 end end
print(vowels)
local at, n = 1, 0
while true do local a, b = text:find("%d+", at) if not a then break end n = n + tonumber(text:sub(a, b)) at = b + 1 end
print(n)
local rev = {}
for i = #text, 1, -1 do rev[#rev + 1] = text:sub(i, i) end
print(table.concat(rev) == text:reverse())
local h = 0
for c in text:gmatch(".") do h = (h * 31 + c:byte()) % 1000003 end
print(h)
local words, longest = 0, ""
for w in text:gmatch("%a+") do words = words + 1 if #w > #longest then longest = w end end
print(words, longest)
local same = 0
for i = 2, #text do if text:byte(i) == text:byte(i - 1) then same = same + 1 end if text:sub(i, i) > text:sub(i - 1, i - 1) then same = same + 100 end end
print(same)
