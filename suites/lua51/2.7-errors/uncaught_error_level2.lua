-- An uncaught error with level 2 blames the caller; the traceback still begins at error.
local function check(x)
  if type(x) ~= "number" then error("number wanted", 2) end
  return x
end
local function user()
  check(1)
  check("one")
end
print("before")
user()
