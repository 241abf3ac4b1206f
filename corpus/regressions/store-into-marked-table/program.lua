-- All that was reached is marked while compiled code runs: an object that it stores into a table
-- or a closed variable needs the write barrier, or the next sweep frees it.
local old = {field = 0}
local n = 0
for i = 1, 2000 do
  old.field = {i}
  local garbage = {"a" .. i}
  n = n + old.field[1]
end
print(n, old.field[1])
local get, put
do
  local kept = {0}
  get = function() return kept end
  put = function(x) kept = x end
end
for i = 1, 2000 do
  put({i})
  local garbage = {"b" .. i}
  n = n + get()[1]
end
print(n, get()[1])
