-- Naive Fibonacci: nothing but calls, comparisons and additions.
-- size: 33
-- bench: 38
-- reference: 17

local n = tonumber((...)) or tonumber(arg and arg[1]) or 33

local function fib(k)
  if k < 2 then
    return k
  end
  return fib(k - 1) + fib(k - 2)
end

print("fib(" .. n .. ") = " .. fib(n))
