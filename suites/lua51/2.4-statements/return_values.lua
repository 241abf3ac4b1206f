-- return in every position: counts, tails, inside loops, blocks and coroutines.
local function n(...) return select("#", ...), ... end
local function none() return end
local function one() return 1 end
local function three() return 1, 2, 3 end
local function pass(...) return ... end
print(n(none())) print(n(one())) print(n(three())) print(n(pass())) print(n(pass(nil, nil)))
local function block() do return "block" end end
local function loop() for i = 1, 10 do if i == 3 then return i, "loop" end end return "after" end
local function while_loop() local i = 0 while true do i = i + 1 if i > 4 then return i end end end
local function repeat_loop()
  local i = 0 repeat
    i = i + 1
    if i == 6 then
      return "repeat", i
    end
  until false
end
local function generic() for k, v in pairs({ x = 1 }) do return k, v end end
local function nested()
  for i = 1, 3 do
    for j = 1, 3 do
      if i * j == 4 then
        return i, j
      end
    end
  end
end
print(block()) print(loop()) print(while_loop()) print(repeat_loop()) print(generic())
print(nested())
local function closes() local x = 1 local f = function() x = x + 1 return x end return f, x, f() end
local f, x, y = closes()
print(x, y, f(), f())
local function cond(c)
  if c == 1 then
    return "a"
  elseif c == 2 then
    return "b", "bb"
  else
    return
  end
end
print(n(cond(1))) print(n(cond(2))) print(n(cond(3)))
local function mixed() return one(), three(), none() end
print(n(mixed()))
local function mixed2() return none(), one(), three() end
print(n(mixed2()))
local function paren() return (three()), (none()), (three()) end
print(n(paren()))
local function tail() return three() end
local function tail_paren() return (three()) end
print(n(tail())) print(n(tail_paren()))
local function method()
  local o = { v = 5 } function o:get(...)
    return self.v, ...
  end
  return o:get("m")
end
print(method())
local function big()
  return 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
end
print(n(big())) print((select(20, big())))
local function many(k) local t = {} for i = 1, k do t[i] = i end return unpack(t) end
print((n(many(0))), (n(many(1))), (n(many(250))), (select(250, many(250))))
local function expr(a, b)
  return a + b, a .. b, a < b, a and b, not a, -a, #tostring(a), ({ a })[1]
end
print(expr(1, 2))
local co = coroutine.wrap(function(...)
  local a = coroutine.yield(...)
  return a, n(coroutine.yield())
end)
print(co(1, 2)) print(n(co("x"))) print(co("y", nil))
