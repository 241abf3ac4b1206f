-- An uncaught error in a function that gsub calls.
print((("a b c"):gsub("%a", function(c) return c:upper() end)))
local function replace(c)
  if c == "b" then return c .. nil end
end
print((("a b c"):gsub("%a", replace)))
