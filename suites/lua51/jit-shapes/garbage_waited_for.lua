-- Loops that wait for what their garbage brings about, though compiled code need not make it.
collectgarbage() collectgarbage("stop")
local function make(i) local t = {x = i, y = i} return t.x + t.y end
local n, s = 0, 0
repeat n = n + 1; s = s + make(n) until gcinfo() > 3000
collectgarbage("restart")
local m = 0
repeat m = m + 1; s = s + make(m) until gcinfo() < 1500
print(n > 1000, n < 100000, m > 0)
local w = setmetatable({{}}, {__mode = "v"})
local k = 0
while w[1] do k = k + 1; s = s + make(k) end
print(k > 10, k < 1e7)
local most = 0
for i = 1, 30000 do s = s + make(i); if i % 1000 == 0 then most = math.max(most, gcinfo()) end end
print(most < 1500)
