-- Error handling: pcall, error values, levels, handlers, rethrowing and cleaning up.
-- size: 900000
-- bench: 25000000
-- reference: 300

local n = tonumber((...)) or tonumber(arg and arg[1]) or 900000

print(pcall(error, "plain message"))
print(pcall(error, "no position", 0))
print(pcall(error, nil))
print(pcall(function() error("with position") end))
print(pcall(function() local t = nil; return t.field end))
print(pcall(function() return 1 + {} end))
print(pcall(function() return {} < {} end))
print(pcall(function() return #5 end))
print(select("#", pcall(function() return nil, nil, nil end)))

local function checked_sqrt(x)
  if type(x) ~= "number" then
    error("expected a number, got " .. type(x), 2)
  elseif x < 0 then
    error({ code = "domain", value = x })
  end
  return math.sqrt(x)
end

local function attempt(x)
  local ok, result = pcall(checked_sqrt, x)
  if ok then
    return "root " .. result
  elseif type(result) == "table" then
    return result.code .. " error for " .. result.value
  end
  return "failed: " .. result
end
print(attempt(16), attempt(-1), attempt("four"))

-- An error crosses every frame up to the nearest pcall, and cleaning up happens in order.
local log = {}
local function with_resource(name, body)
  log[#log + 1] = "open " .. name
  local ok, problem = pcall(body)
  log[#log + 1] = "close " .. name
  if not ok then
    error(problem, 0)
  end
end
print(pcall(with_resource, "outer", function()
  with_resource("inner", function()
    error("broken", 0)
  end)
end))
print(table.concat(log, ", "))

print(xpcall(function() error("deep") end, function(message) return "handled: " .. message end))
print(xpcall(function() return "fine", 2 end, print))

local failures, sum = 0, 0
for i = 1, n do
  local ok, value = pcall(function(k)
    if k % 7 == 0 then
      error(k, 0)
    end
    return k
  end, i)
  if ok then
    sum = sum + value
  else
    failures = failures + 1
    sum = sum - value
  end
end
print("failures", failures, "sum", sum)

local Problem = { __tostring = function(p) return "Problem: " .. p.text end }
local ok, problem = pcall(error, setmetatable({ text = "custom" }, Problem))
print(ok, tostring(problem), getmetatable(problem) == Problem)
