-- An uncaught error in a closure: the traceback shows where it was made.
local function make(t)
  return function(k)
    return t[k].field
  end
end
local get = make({ a = { field = 1 } })
print(get("a"))
print(get("b"))
