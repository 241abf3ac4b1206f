-- debug.traceback: how each kind of function is shown.
local function bottom() print(debug.traceback("here")) end
function global_function() bottom() return 1 end
local t = { sub = {} }
function t.field() global_function() return 1 end
function t:method() t.field() return 1 end
function t.sub.deep() t:method() return 1 end
local up = t.sub.deep
local function upvalue_caller() up() return 1 end
local function tail() return upvalue_caller() end
tail()
pcall(bottom)
table.foreach({ 1 }, function() bottom() end)
local _ = (("x"):gsub("x", bottom))
coroutine.wrap(bottom)()
loadstring("local f = ... f() return 1", "=chunk")(bottom)
setmetatable({}, { __index = function() bottom() end })[1] = nil
_ = setmetatable({}, { __index = function() bottom() end }).x
for _ in function() bottom() end do end
local function last() bottom() end
last()
global_function = nil
