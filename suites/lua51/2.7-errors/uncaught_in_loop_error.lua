-- A hot loop that fails at a late turn, uncaught, after much output-free work.
local total = 0
local function work(i)
  if i % 7 == 0 then return i end
  return i * 2
end
local list = {}
for i = 1, 500 do
  list[i] = work(i)
end
list[421] = "four hundred twenty-one"
print(#list, list[7], list[8])
print("start")
print(list[420], list[421], list[422])
for i = 1, #list do
  total = total + list[i]
  if i % 100 == 0 then print(i, total) end
end
print("never")
