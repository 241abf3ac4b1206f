-- Comments: short, long, nested levels and at odd places.
local log = {}
local function add(x)
  log[#log + 1] = x
end

add(1) -- short comment
add(--[[inline]] 2)
--[[ a long
     comment add("never") ]]
add(3)
--[==[ holds ]] and ]=] and --[[ these ]]
add("never")
]==]
add(4)
---[[ a short comment that looks long
add(5)
--]]
--[=[ level one ]=] add(6)
--[ not long: only one bracket
add(7)
--[=x not long either
add(8)
add(9) --[[]] add(10) --[==[]==] add(11)
----[[ still short
add(12)
--
add(--[[a]] 13 --[[b]])
add("--not a comment")
add('--[[nor this]]')
add([[--nor this]])
for i = 1, #log do
  print(i, log[i])
end
print(#log --[[ in a call ]] )
for _, source in ipairs({
  "return 1 -- at the very end", "return 2 --[[closed]]", "return 3 --[[open", "--[==[ ]] ]=]",
  "--", "--[[\n\n]] return nil + 1", "return --[[a]]--[[b]] 4", "# not first line",
}) do
  local f, message = loadstring(source, "=comment")
  if f then
    print(pcall(f))
  else
    print(message)
  end
end
