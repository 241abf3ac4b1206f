-- Stack overflow of Lua functions: plain, with many locals, through varargs; all work after it.
local function plain(n) return 1 + plain(n + 1) end
local ok, e = pcall(plain, 1)
print(ok, e)
local function wide(n)
  local a, b, c, d, e, f, g, h = n, n, n, n, n, n, n, n
  return wide(n + 1) + a + b + c + d + e + f + g + h
end
ok, e = pcall(wide, 1)
print(ok, e)
local function vararg(n, ...) return (vararg(n + 1, ...)) end
ok, e = pcall(vararg, 1, 2, 3)
print(ok, e)
local obj = {}
function obj:method() return self:method() .. "" end
ok, e = pcall(obj.method, obj)
print(ok, e)
local co = coroutine.create(function() return plain(1) end)
ok, e = coroutine.resume(co)
print(ok, e, coroutine.status(co))
local function fine(n)
  if n == 0 then return "fine" end
  return fine(n - 1)
end
print(fine(20000))
