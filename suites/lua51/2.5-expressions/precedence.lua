-- Precedence and associativity of every operator, by value and by trace.
print(1 + 2 * 3, (1 + 2) * 3, 2 * 3 + 1, 2 - 3 - 4, 2 - (3 - 4), 2 / 4 / 8, 2 / (4 / 8))
print(2 ^ 3 ^ 2, (2 ^ 3) ^ 2, -2 ^ 2, (-2) ^ 2, 2 ^ -1, -2 ^ -2, 2 * 3 ^ 2, -3 ^ 2 * 2)
print(7 % 4 * 2, 7 * 4 % 5, 7 - 4 % 3, 10 / 2 * 5, 10 * 2 / 5)
print("a" .. "b" == "ab", 1 .. 2 == "12", "a" .. 1 + 2, 1 + 2 .. "", 2 ^ 2 .. "|")
print(1 < 2 == true, 1 == 1 ~= false, not 1 == 2, not (1 == 2))
print(1 or error("never"), nil and error("never"), false and nil, nil or false, nil and nil)
print(1 and 2 or 3, nil and 2 or 3, 1 and nil or 3, false or 1 and 2, 1 or 2 and 3)
print(not nil and 1, not 1 or 2, not not nil, - - 2, not - 1, -"2" + 3, - -"2")
print(#"abc" + 1, -#"abc", #"a" .. "b", not #"", #{ 1, 2 } * 2)
local Trace = {}
local function trace(text) return setmetatable({ text = text }, Trace) end
local function operation(symbol)
  return function(a, b)
    local left = type(a) == "table" and a.text or tostring(a)
    local right = type(b) == "table" and b.text or tostring(b)
    return trace("(" .. left .. symbol .. right .. ")")
  end
end
for name, symbol in pairs({ add = "+", sub = "-", mul = "*", div = "/", mod = "%", pow = "^",
  concat = "." }) do
  Trace["__" .. name] = operation(symbol)
end
function Trace.__unm(a) return trace("-" .. a.text) end
local a, b, c, d = trace("a"), trace("b"), trace("c"), trace("d")
print((a + b - c).text, (a - b + c).text, (a + b * c).text, (a * b + c).text, (a * b / c % d).text)
print((a ^ b ^ c).text, (-a ^ b).text, (a ^ -b).text, (-a * b).text, (- -a).text, (a * -b ^ c).text)
print((a .. b .. c).text, (a .. b + c).text, (a + b .. c).text, (a .. b .. c .. d).text)
print((a + 1 - 2).text, (1 + a).text, (1 + 2 + a).text, (a + 1 + 2).text, (2 * a ^ 2).text)
print(("x" .. a).text, (a .. "x").text, (1 .. a).text, ("x" .. "y" .. a).text,
  (a .. "x" .. "y").text)
print((a .. 1 .. 2 .. b).text, ((a .. b) .. (c .. d)).text, (a .. (b .. c) .. d).text)
