-- Stacks and queues made of insert and remove.
local stack, queue = {}, {}
for i = 1, 20 do
  table.insert(stack, i)
  table.insert(queue, i)
end
local out = {}
for _ = 1, 10 do
  out[#out + 1] = table.remove(stack) .. "/" .. table.remove(queue, 1)
end
print(table.concat(out, " "), #stack, #queue)
for i = 1, 5 do
  table.insert(queue, 1, -i)
  table.insert(stack, 3, -i)
end
print(table.concat(queue, " "))
print(table.concat(stack, " "))
