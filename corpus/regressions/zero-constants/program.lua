-- The compiler keeps one constant for 0 and -0: whichever comes first in the function.
local function first() return 1 / 0, 1 / -0 end
local function second() return 1 / -0, 1 / 0 end
print(first())
print(second())
local z = 0
print(1 / -z, -0 == 0)
