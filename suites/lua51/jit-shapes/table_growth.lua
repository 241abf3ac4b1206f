-- Tables that grow in hot loops: array to hash, holes, deletion, and appends at the border.
local t = {}
for i = 1, 1000 do t[i] = i end
print(#t, t[1], t[1000], t[1001])
local sparse = {}
for i = 1, 1000, 3 do sparse[i] = i end
local n = 0
for k, v in pairs(sparse) do n = n + v end
print(n, sparse[1], sparse[2], sparse[1000])
local back = {}
for i = 300, 1, -1 do back[i] = -i end
print(#back, back[1], back[300])
local mix = {}
for i = 1, 300 do mix[i] = i mix["k" .. i] = -i mix[-i] = i * 2 mix[i + 0.5] = i * 3 end
print(#mix, mix.k300, mix[-300], mix[300.5], mix[150], mix.k301)
local appended = {}
for i = 1, 500 do appended[#appended + 1] = i if i % 7 == 0 then appended[#appended] = nil end end
print(#appended, appended[#appended])
local inserted = {}
for i = 1, 200 do table.insert(inserted, 1 + i % (#inserted + 1), i) end
local h = 0
for i = 1, #inserted do h = (h * 31 + inserted[i]) % 65521 end
print(#inserted, h)
for i = 1, 150 do table.remove(inserted, 1 + i % #inserted) end
print(#inserted, inserted[1], inserted[#inserted])
local queue, head, tail = {}, 1, 0
local served = 0
for i = 1, 600 do
  tail = tail + 1 queue[tail] = i
  if i % 2 == 0 then served = served + queue[head] queue[head] = nil head = head + 1 end
end
print(served, head, tail, queue[head], queue[tail], queue[1])
local pre = { 1, 2, 3 }
for i = 4, 200 do pre[i] = pre[i - 1] + pre[i - 3] % 7 end
print(pre[200], #pre)
local zero = { [0] = 0 }
for i = 0, 100 do zero[i + 1] = zero[i] + i end
print(zero[0], zero[101], #zero)
local cleared = {}
for i = 1, 300 do cleared[i] = i end
for i = 1, 300 do cleared[i] = nil end
for i = 1, 10 do cleared[i * 2] = i end
print(#cleared == 0 or #cleared, cleared[20], next(cleared) ~= nil)
local strs = {}
for i = 1, 400 do strs["key" .. i % 50] = (strs["key" .. i % 50] or 0) + i end
local sum, keys = 0, 0
for k, v in pairs(strs) do sum = sum + v keys = keys + 1 end
print(sum, keys, strs.key0, strs.key49)
local huge = {}
for i = 0, 60 do huge[2 ^ i] = i end
print(huge[1], huge[2 ^ 31], huge[2 ^ 53], huge[2 ^ 60], huge[3], #huge)
