-- The line of an error inside expressions and calls that go over many lines.
local function try(f) print(pcall(f)) end
try(function()
  local t = {
    1,
    2 + nil_global,
    3,
  }
  return t
end)
try(function()
  print(
    1,
    undefined.field,
    2
  )
end)
try(function()
  return 1
    + 2
    + {}
    + 3
end)
try(function()
  return "a"
    .. "b"
    .. nil
    .. "c"
end)
try(function()
  undefined(1)(
    2
  )
end)
try(function()
  local a =
    nil
  local b = a
    .x
end)
try(function()
  if 1 <
    {} then
    return
  end
end)
try(function() for i = 1,
  nil do end end)
