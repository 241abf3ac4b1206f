-- string.dump: functions without upvalues live again; upvalues are lost; C functions refuse.
local function double(x) return x * 2 end
local again = loadstring(string.dump(double))
print(again(21), again ~= double, type(string.dump(double)))
print(string.dump(double) == string.dump(double), string.dump(double):sub(1, 4) == "\27Lua")
print(string.dump(double):byte(5), string.dump(double):byte(6))
local up = 5
local function closure() return up end
local copy = loadstring(string.dump(closure))
print(pcall(copy))
local function varargs(...) return select("#", ...), ... end
print(loadstring(string.dump(varargs))(1, nil, 3))
local function constants() return nil, true, false, 0, -1, 1.5, 1e300, "str", "with\0zero", "" end
print(loadstring(string.dump(constants))())
local function nested() local n = 0 return function() n = n + 1 return n end end
local made = loadstring(string.dump(nested))()
print(made(), made(), made())
local function looping(n) local t = {} for i = 1, n do t[#t + 1] = i * i end for k,
  v in ipairs(t) do t[k] = v .. "" end return table.concat(t, ",") end
print(loadstring(string.dump(looping))(8))
local function failing() local t = nil return t.x end
local ok, message = pcall(loadstring(string.dump(failing)))
print(ok, (message:gsub("^.*:(%d+):", "LINE:")))
print(pcall(string.dump, print))
print(pcall(string.dump))
print(pcall(string.dump, 5))
print(pcall(string.dump, {}))
local chunk = loadstring("local a, b = ... return a + b, g")
g = "global"
local back = loadstring(string.dump(chunk))
print(chunk(1, 2)) print(back(1, 2))
print(getfenv(back) == _G)
setfenv(back, { g = "other" })
print(back(3, 4))
g = nil
local twice = string.dump(loadstring(string.dump(chunk)))
print(twice == string.dump(chunk), #twice > 50)
local recursive = loadstring(string.dump(function(self,
  n) if n < 2 then return n end return self(self, n - 1) + self(self, n - 2) end))
print(recursive(recursive, 15))
print(loadstring("\27Lua") == nil, loadstring("\27") == nil, (loadstring(string.dump(double):sub(1,
  30))) == nil)
