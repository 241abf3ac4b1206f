-- A metatable loses a method, is asked for it, and gets it back in compiled code: what it was known
-- to lack it lacks no more.
local function one() return 1 end

local function given_back()
  local mt = {__index = one}
  local object = setmetatable({}, mt)
  local function drop()
    mt.__index = nil
    return object.x
  end
  local found = 0
  for i = 1, 200 do
    mt.__index = one
    if i % 40 == 0 then print("asked", object.y) end
    if i % 10 == 0 then found = found + (drop() and 1 or 0) end
  end
  mt.__index = one
  print(object.y, found)
end
given_back()

local function by_variable(names)
  local mt = {__index = one, __eq = function() return true end}
  local methods = {__index = mt.__index, __eq = mt.__eq}
  local a, b = setmetatable({}, mt), setmetatable({}, mt)
  local equal, found = 0, 0
  for i = 1, 240 do
    local name = names[i % #names + 1]
    mt[name] = methods[name]
    if i % 7 == 0 then mt[name] = nil end
    if i % 5 == 0 then equal = equal + (a == b and 1 or 0) end
    if i % 3 == 0 then found = found + (a.field and 1 or 0) end
  end
  for _, name in ipairs(names) do mt[name] = methods[name] end
  print(equal, found, a == b, a.field)
end
by_variable({"__index", "__eq"})
by_variable({"__eq"})
by_variable({"__index"})

-- Fields that are nil for a while, in objects with a metatable that says nothing of stores.
local List = {}
List.__index = List
local nodes = {}
for i = 1, 6 do nodes[i] = setmetatable({value = i, next = false}, List) end
local head, moved = nil, 0
for round = 1, 60 do
  for i = 1, 6 do
    nodes[i].next = head
    head = nodes[i]
  end
  while head do
    local rest = head.next
    head.next = nil
    head, moved = rest, moved + head.value
  end
  if round == 50 then
    List.__newindex = function(t, k, v)
      moved = moved + 1000
      rawset(t, k, v)
    end
  end
end
print(moved, nodes[1].next, rawget(nodes[6], "next"))
