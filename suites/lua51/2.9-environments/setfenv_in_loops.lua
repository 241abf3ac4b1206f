-- The same function under changing environments, and globals read in a hot loop.
local function f() return v * 2 end
local envs = {}
for i = 1, 5 do envs[i] = { v = i } end
local sum = 0
for i = 1, 300 do
  setfenv(f, envs[i % 5 + 1])
  sum = sum + f()
end
print(sum)
setfenv(f, setmetatable({}, { __index = function(_, k) return k == "v" and 100 end }))
sum = 0
for i = 1, 200 do sum = sum + f() end
print(sum)
local counter = setfenv(function() for i = 1, 300 do n = n + i end return n end, { n = 0 })
print(counter(), getfenv(counter).n, n)
print(pcall(setfenv(function() return v + 1 end, {})))
