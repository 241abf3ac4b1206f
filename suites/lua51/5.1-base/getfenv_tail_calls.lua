-- Levels that tail calls have lost have no environment.
local function get(level) return getfenv(level) end
local function through(level) return get(level) end
print(pcall(through, 1))
print(pcall(through, 2))
print(pcall(through, 3))
local function set(level)
  local ok, e = pcall(setfenv, level, {})
  return e
end
local function tail(level) return set(level) end
print(tail(3))
local function plain()
  local ok, e = pcall(getfenv, 1)
  return ok, e == _G
end
print(plain())
