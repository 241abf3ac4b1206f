-- collectgarbage("count") is in kilobytes with a fraction; gcinfo is whole; both follow the heap.
local k = collectgarbage("count")
print(type(k), k > 1, k < 1e6, gcinfo() == math.floor(gcinfo()), math.abs(gcinfo() - collectgarbage("count")) <= 5)
local s = ("x"):rep(100000)
local t = {}
for i = 1, 100 do t[i] = s:sub(i) end
print(collectgarbage("count") > k + 900)
t, s = nil, nil
collectgarbage()
print(collectgarbage("count") < k + 300)
print(collectgarbage("collect"), collectgarbage("stop"), collectgarbage("restart"), type(collectgarbage("step")))
print(collectgarbage("setpause", 200) >= 0, collectgarbage("setstepmul", 200) >= 0, collectgarbage("setpause", 200), collectgarbage("setstepmul", 200))
for _, bad in ipairs({ "", "COLLECT", "counts", 1, true }) do print(pcall(collectgarbage, bad)) end
