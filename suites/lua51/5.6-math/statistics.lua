-- Means, variances, medians, histograms and a little linear regression.
local data, x = {}, 41
for i = 1, 80 do x = (x * 73 + 19) % 127 data[i] = x end
local function mean(t) local s = 0 for _, v in ipairs(t) do s = s + v end return s / #t end
local function variance(t) local m, s = mean(t), 0 for _, v in ipairs(t) do s = s + (v - m) ^ 2 end return s / (#t - 1) end
local function median(t) local c = { unpack(t) } table.sort(c) local n = #c return n % 2 == 1 and c[(n + 1) / 2] or (c[n / 2] + c[n / 2 + 1]) / 2 end
print(mean(data), ("%.10g"):format(variance(data)), median(data), ("%.8f"):format(math.sqrt(variance(data))))
local bins = {}
for _, v in ipairs(data) do local b = math.floor(v / 20) bins[b] = (bins[b] or 0) + 1 end
for b = 0, 6 do print(("%3d %s"):format(b * 20, ("*"):rep(bins[b] or 0))) end
local sx, sy, sxx, sxy, n = 0, 0, 0, 0, 0
for i = 1, 60 do local y = 3 * i + 7 + (data[i] % 5 - 2) n, sx, sy, sxx, sxy = n + 1, sx + i, sy + y, sxx + i * i, sxy + i * y end
local slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
print(("%.6f %.6f"):format(slope, (sy - slope * sx) / n))
print(math.max(unpack(data)), math.min(unpack(data)))
local function integrate(f, a, b, n) local h, s = (b - a) / n, 0 for i = 0, n - 1 do s = s + f(a + (i + 0.5) * h) end return s * h end
print(("%.8f %.8f %.8f"):format(integrate(math.sin, 0, math.pi, 200), integrate(function(v) return v * v end, 0, 3, 200), integrate(math.exp, 0, 1, 200)))
local function newton(f, df, v) for _ = 1, 50 do v = v - f(v) / df(v) end return v end
print(("%.12f"):format(newton(function(v) return v * v - 2 end, function(v) return 2 * v end, 1)))
