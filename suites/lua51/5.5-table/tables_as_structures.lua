-- Sets, multisets, matrices, linked lists, stacks and queues on tables.
local function set(l) local s = {} for _, v in ipairs(l) do s[v] = true end return s end
local function keys(s) local r = {} for k in pairs(s) do r[#r + 1] = k end table.sort(r) return table.concat(r, " ") end
local a, b = set({ 1, 2, 3, 4 }), set({ 3, 4, 5 })
local union, inter, diff = {}, {}, {}
for k in pairs(a) do union[k] = true if b[k] then inter[k] = true else diff[k] = true end end
for k in pairs(b) do union[k] = true end
print(keys(union), "/", keys(inter), "/", keys(diff))
local bag = {}
for w in ("a b a c a b"):gmatch("%a") do bag[w] = (bag[w] or 0) + 1 end
print(bag.a, bag.b, bag.c)
local list
for i = 1, 5 do list = { value = i, next = list } end
local out, l = {}, list
while l do out[#out + 1] = l.value l = l.next end
print(table.concat(out, " "))
local function reverse(l) local r while l do r = { value = l.value, next = r } l = l.next end return r end
out, l = {}, reverse(list)
while l do out[#out + 1] = l.value l = l.next end
print(table.concat(out, " "))
local deque = { first = 0, last = -1 }
local function pushl(v) deque.first = deque.first - 1 deque[deque.first] = v end
local function pushr(v) deque.last = deque.last + 1 deque[deque.last] = v end
local function popl() local v = deque[deque.first] deque[deque.first] = nil deque.first = deque.first + 1 return v end
local function popr() local v = deque[deque.last] deque[deque.last] = nil deque.last = deque.last - 1 return v end
for i = 1, 5 do pushl(-i) pushr(i) end
print(popl(), popr(), popl(), popr(), deque.last - deque.first + 1)
local copy = {}
for k, v in pairs({ 1, 2, x = { 3 } }) do copy[k] = v end
print(copy[1], copy[2], copy.x[1], #copy)
