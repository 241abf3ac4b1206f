-- The length operator and nil stores at the border of arrays inside hot loops.
local t = {}
local sum = 0
for i = 1, 200 do t[#t + 1] = i sum = sum + #t end
print(sum, #t)
for i = 1, 100 do t[#t] = nil sum = sum + #t end
print(sum, #t)
for i = 1, 300 do if i % 3 == 0 then t[#t] = nil else t[#t + 1] = i end end
print(#t, t[1], t[#t])
local stack = { n = 0 }
for i = 1, 300 do
  if i % 5 == 0 then
    for _ = 1, 3 do
      stack[#stack] = nil
    end
  else
    stack[#stack + 1] = i stack.n = stack.n + 1
  end
end
print(#stack, stack[#stack], stack.n)
local holes = {}
for i = 1, 64 do holes[i] = i end
local lens = {}
for i = 64, 1, -2 do holes[i] = nil lens[#lens + 1] = #holes end
print(table.concat(lens, " "))
for i = 63, 1, -2 do holes[i] = nil end
print(#holes, next(holes))
for i = 1, 10 do holes[i] = -i end
print(#holes, holes[10], holes[11])
local s = ""
local total = 0
for i = 1, 200 do s = s .. "x" total = total + #s if #s > 50 then s = "" end end
print(total, #s)
local pre = { 1, 2, 3, 4, 5, 6, 7, 8 }
local seen = {}
for i = 8, 1, -1 do pre[i] = nil seen[#seen + 1] = #pre end
print(table.concat(seen, " "))
for i = 1, 9 do pre[i] = i seen[i] = #pre end
print(table.concat(seen, " "))
local rev = {}
for i = 20, 1, -1 do rev[i] = i seen[21 - i] = #rev end
print(table.concat(seen, " "))
local zero = {}
for i = 0, 50 do zero[i] = i end
print(#zero, zero[0])
local neg = {}
for i = -10, 10 do neg[i] = i end
print(#neg)
local moved = { 1, 2, 3 }
for i = 1, 100 do moved[#moved + 1] = table.remove(moved, 1) end
print(table.concat(moved, " "))
local strs = {}
for i = 1, 100 do strs[i] = tostring(i) end
local c = 0
for i = 1, 100 do c = c + #strs[i] + #strs[#strs] end
print(c)
local nested = {}
for i = 1, 30 do nested[i] = {} for j = 1, i do nested[i][#nested[i] + 1] = j end end
c = 0
for i = 1, #nested do c = c + #nested[i] end
print(c)
