-- debug.getinfo by level: each active function from the top, tail calls, C functions, the end.
local function walk()
  for level = 0, 20 do
    local i = debug.getinfo(level, "nSlu")
    if not i then
      print("end at", level)
      break
    end
    print(level, i.what, i.name, i.namewhat, i.currentline, i.nups)
  end
end
local function a() walk() return 1 end
local function b() return a() end
local function c() local r = b() return r end
c()
print(pcall(function() c() end))
print(debug.getinfo(1000), debug.getinfo(1, "f").func ~= nil)
for _, bad in ipairs({ -1, "x", {}, true }) do print(pcall(debug.getinfo, bad)) end
print(pcall(debug.getinfo))
print(pcall(debug.getinfo, 1, "x"))
print(pcall(debug.getinfo, print, ">S"))
print(pcall(debug.getinfo, 1, {}))
print(next(debug.getinfo(1, "")))
