-- An uncaught stack overflow: the traceback is cut in its middle.
local function grow(n)
  local r = grow(n + 1)
  return r
end
print("growing")
grow(1)
