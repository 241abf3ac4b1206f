-- An error value that is a table, uncaught, with no way to make a message of it.
print("start")
local problem = { code = 12 }
local ok, caught = pcall(error, problem)
print(ok, caught == problem, caught.code)
local named = setmetatable({}, { __tostring = function() return "a named problem" end })
ok, caught = pcall(error, named)
print(ok, tostring(caught))
print(pcall(error, nil))
local function fail(level)
  if level == 0 then
    error(problem)
  end
  fail(level - 1)
  print("never")
end
fail(3)
