-- string.gmatch: empty matches, captures, positions, iterators kept and called by hand.
local function all(s, p)
  local r = {}
  for a, b in s:gmatch(p) do r[#r + 1] = tostring(a) .. (b and ":" .. tostring(b) or "") end
  return #r .. " " .. table.concat(r, "|")
end
print(all("one two", "%a+"), all("one two", "%a*"), all("abc", ""), all("", ""), all("", "x*"), all("", "."))
print(all("a=1,b=2", "(%w)=(%w)"), all("abc", "()"), all("abc", "().()"), all("aXbX", "(.-)X"))
print(all("a,b,,c", "([^,]*)"), all("a,b,,c", "([^,]+)"), all("x\0y\0", "(%Z*)%z"))
local it = ("12 34"):gmatch("%d+")
print(it(), it(), it(), it())
print(type(it), pcall(string.gmatch, "x"))
print(pcall(string.gmatch, nil, "x"))
local i1, i2 = ("abc"):gmatch("."), ("xyz"):gmatch(".")
print(i1(), i2(), i1(), i2(), i1(), i2(), i1(), i2())
