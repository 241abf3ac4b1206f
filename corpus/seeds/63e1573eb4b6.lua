-- gmatch: whole matches, captures, positions, empty matches and anchors.
local function all(s, p)
  local out = {}
  for a, b, c in s:gmatch(p) do
    out[#out + 1] = tostring(a) .. (b and "/" .. tostring(b) or "")
      .. (c and "/" .. tostring(c) or "")
  end
  return #out .. ": " .. table.concat(out, " ")
end
print(all("one two three", "%a+"))
print(all("one two three", "(%a)(%a*)"))
print(all("k1=v1, k2=v2", "(%w+)=(%w+)"))
print(all("abc", ""))
print(all("abc", "()"))
print(all("abc", "x*"))
print(all("aXbXc", "X*"))
print(all("", ""))
print(all("", "x"))
print(all("aaa", "a-"))
print(all("hello", "l*"))
print(all("hello", "(l)()"))
print(all("hello", "^h"))
print(all("^h^h", "^h"))
print(all("a,b,,c", "([^,]*)"))
print(all("a,b,,c", "([^,]*),?"))
print(all("a,b,,c", "[^,]+"))
print(all("line1\nline2\n\nline4", "([^\n]*)\n?"))
print(all("2024-01-15 and 2023-12-31", "(%d+)-(%d+)-(%d+)"))
print(all("THE (quick) (brown) fox", "%b()"))
print(all("THE (quick) fox", "%f[%a]%a+"))
print(all("a\0b\0c", "%Z+"))
print(all("x", ".-"))
print(all("12 0x1F 3.5", "%S+"))
local it = ("a b"):gmatch("%a")
print(it(), it(), it(), it())
print(type(it), pcall(string.gmatch))
print(pcall(string.gmatch, "x"))
print(pcall(string.gmatch, "x", {}))
print(pcall(("x"):gmatch("(")))
local sum = 0
for n in ("1 22 333 4444"):gmatch("%d+") do sum = sum + n end
print(sum)
for k, v in ("a=1;b=2"):gmatch("(%w)=(%w)") do
  for w in (k .. v):gmatch(".") do io.write(w, ".") end
end
print()
print(type(string.gfind), type(string.gfind("x", "x")))
local words = {}
for w in ("the cat the dog the end"):gmatch("%w+") do words[w] = (words[w] or 0) + 1 end
print(words.the, words.cat, words["end"])
