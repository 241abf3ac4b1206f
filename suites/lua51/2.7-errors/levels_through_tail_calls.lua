-- Tail calls leave no frame: error levels count a lost one for it.
local function fail(level) error("lost", level) end
local function tail(level) return fail(level) end
local function plain(level)
  tail(level)
end
for level = 0, 5 do
  print(level, pcall(function()
    plain(level)
    return nil
  end))
end
local function loop(n, level)
  if n == 0 then error("after many", level) end
  return loop(n - 1, level)
end
for level = 1, 4 do print(pcall(loop, 10, level)) end
