-- error levels: which line a message names.
local function e0() error("zero", 0) end
local function e1() error("one", 1) end
local function e2() error("two", 2) end
local function e3() error("three", 3) end
local function call(f)
  local function inner()
    f()
    return 1
  end
  inner()
  return 2
end
print(pcall(call, e0))
print(pcall(call, e1))
print(pcall(call, e2))
print(pcall(call, e3))
print(pcall(function() call(e2) return 1 end))
print(pcall(error, "direct", 1))
print(pcall(error, "direct", 2))
print(pcall(error, "far", 50))
print(pcall(function() error("default") end))
print(pcall(function() error("nil level", nil) end))
print(pcall(function() error("string level", "1") end))
print(pcall(function() error("fraction", 1.9) end))
print(pcall(function() error("negative", -1) end))
print(pcall(function() error({ 1 }, 1) end))
print(pcall(function() error(12, 1) end))
print(pcall(function() error(12, 0) end))
print(pcall(function() error(true, 1) end))
print(pcall(error, "bad", {}))
