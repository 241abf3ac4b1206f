-- break and return from every kind of nesting.
local function f(n)
  for i = 1, 10 do
    while true do
      repeat
        for k in pairs({ 1 }) do
          if i == n then return "returned", i end
          break
        end
        if i % 2 == 0 then break end
      until true
      break
    end
    if i == 8 then break end
  end
  return "fell out"
end
for n = 0, 9 do io.write(tostring(f(n)), " ") end
print(f(3))
local function g(x)
  if x == 1 then return end
  if x == 2 then return nil end
  if x == 3 then do return 1, 2 end end
  while x do if x == 4 then return "while" end x = nil end
  for i = 1, 3 do if i == 2 then return "for", i end end
end
print(select("#", g(1)), select("#", g(2)), g(3), g(4), g(5))
local n = 0
while true do
  n = n + 1
  if n > 5 then break end
  if n == 3 then repeat break until false end
end
print(n)
for i = 1, 3 do for j = 1, 3 do if j == 2 then break end io.write(i, j, " ") end end
for i = 3, 1, -1 do local i = i * 2 if i == 4 then break end io.write(i, " ") end
print()
local function early(t) for k, v in ipairs(t) do if v < 0 then return k, v end end return nil end
print(early({ 1, -2, 3 }), early({ 1 }), early({}))
do return print("last") end
