-- Strings are immutable byte strings: zeros inside, equality by content, ordering by bytes.
local a = "moon" .. "diff"
local b = "moondiff"
print(a == b, rawequal(a, b), a ~= b, #a)
local t = { [a] = 1 }
print(t[b], t["moon" .. "diff"], t[("moondiff"):sub(1, 8)], t[table.concat({ "moon", "diff" })])
local z = "a\0b\0c"
print(#z, z == "a\0b\0c", z == "a", z < "a\0c", z > "a\0b", z:byte(2), z:sub(3, 3))
print("a\0" < "a\0a", "a" < "a\0", "\0" < "a", "" < "\0", "a\0b" < "a\0b\0")
print("a" < "b", "a" < "ab", "ab" < "b", "B" < "a", "a" < "B", "10" < "9", "" < "")
print("a" <= "a", "a" >= "a", "a" > "a", "a" <= "", "" <= "")
local long = ("x"):rep(1000)
print(#long, long == ("x"):rep(1000), long == ("x"):rep(999) .. "y", long < ("x"):rep(1001))
-- Strings which differ only in bytes that a sampling hash might skip.
local keys, wrong = {}, 0
for i = 1, 64 do
  keys[("p"):rep(i) .. "q" .. ("p"):rep(64 - i)] = i
end
for i = 1, 64 do
  if keys[("p"):rep(i) .. "q" .. ("p"):rep(64 - i)] ~= i then wrong = wrong + 1 end
end
print("wrong", wrong)
local all = {}
for i = 0, 255 do all[#all + 1] = string.char(i) end
local every = table.concat(all)
print(#every, every:byte(1), every:byte(128), every:byte(256), every:byte(257))
local s = "immutable"
local u = s
s = s .. "!"
print(s, u, s:upper(), s)
print(("x"):len(), #"\0\0\0", ("\0"):rep(3) == "\0\0\0")
