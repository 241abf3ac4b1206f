-- Zero and minus zero as constants: a function shares equal constants, so order decides.
local function sign(x) return 1 / x < 0 and "-0" or "0" end
local function zero_first() local a = 0 local b = -0 return sign(a), sign(b) end
local function minus_first() local b = -0 local a = 0 return sign(b), sign(a) end
local function only_minus() local b = -0 return sign(b) end
local function computed() local z = 0 return sign(-z), sign(z * -1), sign(0 - z), sign(z - z) end
local function float_zero() local a = 0.0 local b = -0.0 return sign(a), sign(b) end
local function in_table() local t = { 0, -0 } return sign(t[1]), sign(t[2]) end
local function in_call() return sign(0), sign(-0) end
local function in_call_minus() return sign(-0), sign(0) end
print(zero_first())
print(minus_first())
print(only_minus())
print(computed())
print(float_zero())
print(in_table())
print(in_call())
print(in_call_minus())
local function nested() local f = function() return sign(-0) end return sign(0), f() end
print(nested())
local function folded() return sign(0 * -1), sign(-0 * 1), sign(-(0)), sign(- - 0) end
print(folded())
local function loop() local r = {} for i = -1, 0 do r[#r + 1] = sign(i * 0) end return unpack(r) end
print(loop())
local function steps()
  local r = {}
  for x = -0.5, 0, 0.5 do
    r[#r + 1] = x == 0 and sign(x) or x
  end
  return unpack(r)
end
print(steps())
print(-0, 0, 0.0, -0.0)
print(loadstring("return -0")(), loadstring("return 0, -0")())
print(loadstring("return -0, 0")())
print(tostring(-0), -0 .. "", 0 .. "")
local z = 0
print(-z, tostring(-z), -z .. "", string.format("%g %d", -z, -z), -z == z, rawequal(-z, z))
local t = {}
t[-z] = "stored at -0"
print(t[0], t[z], next(t), 1 / next(t))
