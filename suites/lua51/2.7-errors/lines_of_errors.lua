-- Line numbers in messages: expressions over several lines, calls, and chunk names.
local function line(f, ...) local _, m = pcall(f, ...) return (m:gsub("^[^:]*:", "")) end
local t = {}
print(line(function()
  local x = 1
  return x + nil
end))
print(line(function()
  return t.a.b
end))
print(line(function()
  return t
    .a
    .b
end))
print(line(function()
  local x = 1
    + 2
    + t
    + 3
  return x
end))
print(line(function()
  t.f(
    1,
    2
  )
end))
print(line(function()
  t
  .f
  .g(1)
end))
print(line(function()
  return "a"
    .. "b"
    .. t
    .. "c"
end))
print(line(function()
  local u = {
    1,
    2,
    t.x.y,
    3,
  }
end))
print(line(function()
  for i = 1,
    "x" do
  end
end))
print(line(function()
  if t
    < 1 then
    return
  end
end))
print(line(function()
  error("given")
end))
print(line(function()
  error(
    "given"
  )
end))
print(line(function() local a = t.x
  .y
end))
print(line(function()
  t.x, t.y =
    1,
    2 + {}
end))
print(line(loadstring("\n\n\nlocal x = nil + 1", "=c")))
print(line(loadstring("local function f()\n return nil .. 'x'\nend\n\nreturn 1, f()", "=c")))
print(line(loadstring("local t = {}\nt\n[nil]\n=\n1", "=c")))
print(line(loadstring("return 1 +\n2 +\nx +\n3", "=c")))
print(line(loadstring("x\n(\n)", "=c")))
print(line(loadstring("for k in 5 do end", "=c")))
print(line(loadstring("\n\nfor k\nin\n5\ndo end", "=c")))
