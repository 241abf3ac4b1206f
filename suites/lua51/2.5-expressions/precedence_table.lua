-- Precedence and association of every pair of operators, by value.
local a, b, c = 7, 3, 2
print(a + b * c, (a + b) * c, a * b + c, a - b - c, a - (b - c), a / b / c, a / (b / c), a % b % c, a * b % c, a % b * c)
print(a ^ c ^ b == a ^ (c ^ b), (a ^ c) ^ b, -a ^ c, (-a) ^ c, a ^ -c, 2 ^ -1 ^ 2, -2 ^ -2, not a == b, not (a == b), -a * b, -(a * b))
print(a .. b .. c, (a .. b) .. c, a + b .. c, a .. b + c, a * b .. c * a, -a .. b, #"abc" + 1, #"abc" .. "d", -#"abc", not #"abc")
print(a < b == false, a < b == (b > a), 1 < 2 == true, "a" .. "b" == "ab", "a" < "b" and 1 or 2, a + b < c * a, a == b or a ~= b)
print(nil and nil or 1, false or nil and 1, true or error("never"), false and error("never"), 1 and 2 or 3, nil and 2 or 3, 1 or 2 and 3)
print(not nil and 1, not (nil and 1), not 1 == 2, not nil == true, not not nil == false, - - -a, not not not nil)
print(2 * 3 ^ 2, -3 ^ 2, 2 ^ 3 * 2, 10 - 2 ^ 2, 10 % 4 ^ 2, 5 .. 2 ^ 2, 1 .. 2 == "12", 1 + 1 .. "" == "2", "1" + 1 .. "")
print(a > b and b > c and "descending" or "not", a > b == true and c, a >= b ~= false, (a or b) and c, a and (b or c))
