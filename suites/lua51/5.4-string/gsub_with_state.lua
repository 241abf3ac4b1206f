-- gsub with functions that keep state, return nothing, call gsub again or change the table.
local n = 0
print(("a b c d"):gsub("%a", function(c) n = n + 1 return c .. n end))
print(("one two"):gsub("%w+", function(w) return w:gsub("o", "0") .. "" end))
print(("x y z"):gsub("%a", function(c) if c == "y" then return nil end return c:upper() end))
print(("x y z"):gsub("%a", function(c) return c ~= "y" and "!" end))
local seen = {}
print(("a b a c b a"):gsub("%a", function(c) seen[c] = (seen[c] or 0) + 1 return seen[c] end), seen.a, seen.b)
local t = setmetatable({}, { __index = function(_, k) return "<" .. k .. ">" end })
print(("a b"):gsub("%a", t), ("k=v"):gsub("(%w)=(%w)", t))
local function expand(s, env, depth)
  return (s:gsub("$(%w+)", function(k)
    local v = env[k]
    return v and depth < 5 and expand(v, env, depth + 1) or k
  end))
end
print(expand("$a $b $c $d", { a = "[$b]", b = "<$c>", c = "end", d = "$d!" }, 0))
print(("abc"):gsub(".", { a = 1, b = 2.5, c = "three" }), ("abc"):gsub("(.)(.)", { a = "first" }))
print(("%d %s"):gsub("%%(%a)", { d = "number", s = "string" }), ("a.b.c"):gsub("%.", "%%"), ("path"):gsub("", "/"))
local out = {}
;("k1=v1;k2=v2"):gsub("(%w+)=(%w+)", function(k, v) out[#out + 1] = k .. v end)
print(table.concat(out, " "))
print(("nested (a (b) c) d"):gsub("%b()", function(s) return "[" .. #s .. "]" end))
