-- String equality, ordering and concatenation results as branch conditions in hot loops.
local words = { "apple", "pear", "fig", "apple pie", "", "Fig", "pear\0", "zebra" }
local lt, eq, le = 0, 0, 0
for i = 1, 400 do
  local a, b = words[i % 8 + 1], words[i * 3 % 8 + 1]
  if a < b then lt = lt + 1 end
  if a == b then eq = eq + 1 end
  if a <= b then le = le + 1 end
end
print(lt, eq, le)
local built = 0
for i = 1, 300 do if "k" .. i % 10 == "k" .. "5" then built = built + 1 end end
print(built)
local order = {}
for i = 1, 40 do order[i] = words[i % 8 + 1] .. i end
for i = 1, #order do
  for j = 1, #order - i do
    if order[j] > order[j + 1] then
      order[j], order[j + 1] = order[j + 1], order[j]
    end
  end
end
print(order[1], order[20], order[40])
local kinds = { word = 0, number = 0, space = 0, other = 0 }
local text = ("let x1 = 42 + foo(7);\n"):rep(8)
for i = 1, #text do
  local c = text:sub(i, i)
  if c >= "a" and c <= "z" then kinds.word = kinds.word + 1
  elseif c >= "0" and c <= "9" then kinds.number = kinds.number + 1
  elseif c == " " or c == "\n" then kinds.space = kinds.space + 1
  else kinds.other = kinds.other + 1 end
end
print(kinds.word, kinds.number, kinds.space, kinds.other)
local op, stack = { ["+"] = function(a, b)
  return a + b
end, ["*"] = function(a, b)
  return a * b
end, ["-"] = function(a, b)
  return a - b
end }, {}
for r = 1, 30 do
  stack = {}
  for token in ("3 4 + 2 * 7 - 5 5 * +"):gmatch("%S+") do
    if op[token] then
      local b = table.remove(stack)
      local a = table.remove(stack) stack[#stack + 1] = op[token](a, b)
    else
      stack[#stack + 1] = tonumber(token)
    end
  end
end
print(#stack, stack[1])
local state, log = "start", {}
for i = 1, 300 do
  if state == "start" then
    state = "mid"
  elseif state == "mid" and i % 10 == 0 then
    state = "end" log[#log + 1] = i
  elseif state == "end" then
    state = "start"
  end
end
print(state, #log, log[1], log[#log])
local uniq, n = {}, 0
for i = 1, 300 do
  local k = ("%x"):format(i * i % 256)
  if not uniq[k] then
    uniq[k] = true n = n + 1
  end
end
print(n)
local same = 0
for i = 1, 200 do
  local a, b = ("x"):rep(i % 20), ("x"):rep(i % 20)
  if a == b and rawequal(a, b) then
    same = same + 1
  end
end
print(same)
