-- Globals are fields of _G; _G itself is only a variable.
x = 1
print(_G.x, _G["x"], rawget(_G, "x"))
_G.y = 2
print(y)
_G["with space"] = 3
print(_G["with space"], getfenv()["with space"])
local G = _G
_G = { x = "other" }
print(x, _G.x, G.x)
_G = nil
print(x, _G, y)
_G = G
x, y, _G["with space"] = nil, nil, nil
local n = 0
for name, value in pairs(_G) do if type(value) == "function" then n = n + 1 end end
print(n, _G._G == _G, x, y)
local function f() z = "made inside" end
f()
print(z)
z = nil
for i = 1, 100 do
  counter = (counter or 0) + i
  _G["v" .. i % 3] = counter
end
print(counter, v0, v1, v2)
counter, v0, v1, v2 = nil, nil, nil, nil
