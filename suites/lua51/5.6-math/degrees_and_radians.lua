-- math.deg, rad, pi, huge.
for _, d in ipairs({ 0, 30, 45, 60, 90, 180, 270, 360, -90, 1e6, 0.5 }) do
  print(d, math.rad(d), math.deg(math.rad(d)))
end
print(math.pi, ("%.17g"):format(math.pi), math.huge, -math.huge, math.huge == 1 / 0, math.huge - 1 == math.huge)
print(math.deg(math.pi), math.rad(180) == math.pi, math.huge - math.huge ~= math.huge - math.huge)
math.pi = 3
print(math.pi, math.rad(180) == 3)
math.pi = nil
print(math.pi)
