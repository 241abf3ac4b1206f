-- Infinities, NaN, negative zero: arithmetic, comparison, as keys, as text.
local inf, nan, nz = 1 / 0, 0 / 0, -0.0
local function show(x) return x ~= x and "nan" or x == 0 and (1 / x < 0 and "-0" or "0") or tostring(x) end
print(show(inf - inf), show(inf * 0), show(inf / inf), show(-inf), show(inf + 1), show(1 / inf), show(1 / -inf), show(inf % 5))
print(nan == nan, nan ~= nan, nan < nan, nan <= nan, nan > 1, nan < 1, nan == 1, not (nan < 1))
print(0 == nz, 1 / 0 == 1 / nz, show(nz), show(0 + nz), show(nz + nz), show(nz - 0), show(0 * -1), show(-0), show(nz * nz))
print(show(5 % inf), show(-5 % inf), show(5 % -inf), show(0 % 5), show(-0.0 % 5), show(5 % 0), show(nan % 1))
local t = { [inf] = "inf", [-inf] = "-inf", [0] = "zero" }
print(t[1 / 0], t[-1 / 0], t[-0.0], t[nan])
t[nz] = "changed"
print(t[0])
print(inf > 1e308, -inf < -1e308, inf == math.huge, 1e308 * 10 == inf, 2 ^ 1024 == inf, show(inf ^ 0), show(nan ^ 0), show(1 ^ inf))
for i = 1, 120 do
  local x = (i % 3 == 0) and nan or (i % 3 == 1) and inf or nz
  if x == x and x ~= inf and x ~= 0 then print("never") end
end
print(inf .. "", -inf .. "", 0 .. "")
