local _fuel = 6000
local function parse(re)
  local pos = 1
  local alt
  local function atom()
    local c = re:sub(pos, pos)
    pos = pos + 1
    if c == "(" then
      local e = alt()
      pos = pos + 1
      return e
    end
    if c == "." then
      return {t = "any"}
    end
    return {t = "char", c = c}
  end
  local function star()
    local e = atom()
    while re:find("^[*?+]", pos) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      e = {t = re:sub(pos, pos), e}
      pos = pos + 1
    end
    return e
  end
  local function cat()
    local e
    while pos <= #re and not re:find("^[|)]", pos) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local f = star()
      e = e and {t = "cat", e, f} or f
    end
    return e or {t = "empty"}
  end
  function alt()
    local e = cat()
    while re:sub(pos, pos) == "|" do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      pos = pos + 1
      e = {t = "alt", e, cat()}
    end
    return e
  end
  return alt()
end
local function match(e, s, i, k)
  _fuel = _fuel - 1
  if _fuel < 0 then
    return
  end
  local t = e.t
  if t == "empty" then
    return k(i)
  elseif t == "char" then
    return s:sub(i, i) == e.c and k(i + 1)
  elseif t == "any" then
    return i <= #s and k(i + 1)
  elseif t == "cat" then
    return match(e[1], s, i, function(j)
      return match(e[2], s, j, k)
    end)
  elseif t == "alt" then
    return match(e[1], s, i, k) or match(e[2], s, i, k)
  elseif t == "?" then
    return match(e[1], s, i, k) or k(i)
  elseif t == "+" then
    return match(e[1], s, i, function(j)
      return j > i and match({t = "*", e[1]}, s, j, k)
    end)
  else
    return match(e[1], s, i, function(j)
      return j > i and match(e, s, j, k)
    end) or k(i)
  end
end
local function full(re, s)
  return match(parse(re), s, 1, function(i)
    return i == #s + 1
  end) and true or false
end
for _, c in ipairs({{"a*b", {"b", "aab", "aa", ""}}, {"(a|b)*c", {"c", "ababc", "abd"}}, {"a.c", {"abc", "ac", "a.c"}}, {"x+y?", {"x", "xxy", "y", "xyy"}}, {"(ab|a)(bc|c)", {"abc", "abbc", "ac", "ab"}}, {"", {"", "a"}}}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  for _, s in ipairs(c[2]) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    io.write(c[1], " ", s, "=", tostring(full(c[1], s)), "; ")
  end
  print()
end
for _hot = 1, 10 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(full("(a*)*b", ("a"):rep(8) .. "b"), full("a*b", "aab") == (("aab"):match("^a*b$") ~= nil))
end
local state, counts = "even", {even = 0, odd = 0}
local delta = {even = {["0"] = "even", ["1"] = "odd"}, odd = {["0"] = "odd", ["1"] = "even"}}
for bit in ("1011001110"):rep(20):gmatch(".") do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  state = delta[state][bit]
  counts[state] = counts[state] + 1
end
print(state, counts.even, counts.odd)
