-- Library functions that call back into themselves, up to the limit of C calls; yields across them.
local name = os.tmpname()
local function w(s) local f = io.open(name, "w") f:write(s) f:close() end
local function short(ok, m) if type(m) == "string" then m = m:gsub(name:gsub("%p", "%%%0"), "NAME"):gsub(name:match("[^/]*$"), "BASE"):gsub("\n.*", "..."):sub(1, 300) end return ok, m end
w("depth = depth + 1 return dofile(...)") depth = 0
local f = loadfile(name) print(short(pcall(f, name))) print(depth)
w("depth = depth + 1 dofile('" .. name .. "')") depth = 0 print(short(pcall(dofile, name))) print(depth)
depth = 0 local function rl() depth = depth + 1 assert(load(rl)) end print(short(pcall(rl))) print(depth)
package.path = (name:match("^(.*/)") or "./") .. "?"
w("depth = depth + 1 package.loaded[...] = nil require(...)") depth = 0 print(short(pcall(require, name:match("[^/]*$")))) print(depth)
w("coroutine.yield(1)") print(short(coroutine.resume(coroutine.create(function() dofile(name) end)))) package.loaded.x = nil print(short(coroutine.resume(coroutine.create(function() require(name:match("[^/]*$")) end))))
print(short(coroutine.resume(coroutine.create(function() for l in io.lines(name) do coroutine.yield(l) end end))))
depth = 0 local function tf() depth = depth + 1 return table.foreach({1}, tf) end print(short(pcall(tf))) print(depth)
depth = 0 local function md(m) depth = depth + 1 module("m" .. depth, md) end print(short(pcall(md))) print(depth)
depth = 0 local mt = {} mt.__index = function(t, k) depth = depth + 1 return os.date("!%Y", os.time(setmetatable({}, mt))) end print(short(pcall(function() return setmetatable({}, mt).x end))) print(depth > 50)
depth = 0 local function hk() depth = depth + 1 local co = coroutine.create(function() debug.sethook(hk, "l") local y = 1 end) local ok, m = coroutine.resume(co) if not ok and not msg then msg = m end end debug.sethook(hk, "l") x = 2 debug.sethook() print(depth > 10, (tostring(msg):gsub("^.-:%d+: ", "")))
os.remove(name)
