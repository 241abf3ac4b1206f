-- The handler of xpcall runs where the error was raised: debug.traceback and getinfo show it.
local function c() error("deep") end
local function b() c() return 1 end
local function a() b() return 2 end
print(select(2, xpcall(a, debug.traceback)))
print(select(2, xpcall(a, function(m)
  local lines = {}
  for level = 2, 6 do
    local i = debug.getinfo(level, "nSl")
    if not i then break end
    lines[#lines + 1] = (i.name or "?") .. "/" .. i.what .. "/" .. i.currentline
  end
  return table.concat(lines, " ")
end)))
print(select(2, xpcall(function() local t = {} t.x.y = 1 end, function(m)
  local _, v = debug.getlocal(2, 1)
  return m .. " " .. type(v)
end)))
print(select(2, xpcall(function() return ("x"):rep({}) end, debug.traceback)))
