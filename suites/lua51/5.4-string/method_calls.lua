-- Strings as objects: methods through the metatable, chains, and added methods.
local s = "Moon Diff"
print(s:len(), s:upper(), s:lower(), s:reverse(), s:sub(1, 4), s:rep(2), s:byte())
print(s:find("D"), s:match("%a+"), s:gsub("o", "0"), s:format())
print(("%s-%s"):format("a", "b"), ("%5.1f"):format(2.25), ("x"):rep(3):upper():reverse():lower())
print(#s:rep(3):sub(2, -2), s:sub(1, 4):lower():byte(-1), ("abc"):reverse():find("b"))
print(("10"):rep(2) + 1, ("5"):len() * 2, -("3"):rep(2))
string.trim = function(self) return (self:gsub("^%s+", ""):gsub("%s+$", "")) end
string.split = function(self, sep)
  local out, from = {}, 1
  while true do
    local a, b = self:find(sep, from, true)
    if not a then break end
    out[#out + 1] = self:sub(from, a - 1)
    from = b + 1
  end
  out[#out + 1] = self:sub(from)
  return out
end
print(("  x y  "):trim() .. "|", (" "):trim() .. "|")
for _, case in ipairs({ { "a,b,c", "," }, { "abc", "," }, { "", "," }, { ",", "," }, { "a--b--",
  "--" }, { "a.b", "." } }) do
  local parts = case[1]:split(case[2])
  print(#parts, table.concat(parts, "|"))
end
string.trim, string.split = nil, nil
print(pcall(function() return s:trim() end))
print(pcall(function() return s.x.y end))
print(pcall(function() s.field = 1 end))
print(pcall(function() return s:len(1, 2) end))
print(pcall(function() return (5):len() end))
print(s.len == string.len, s["upper"](s), s.nothing, (s)[1])
print(getmetatable(s) == getmetatable(""), getmetatable(s).__index == string,
  getmetatable(("x"):rep(5)) == getmetatable(s))
print(pcall(setmetatable, s, {}))
local method = "upper"
print(s[method](s), string[method](s))
local up = s.upper
print(up("direct"), pcall(up))
