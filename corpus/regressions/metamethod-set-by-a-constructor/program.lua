o10 = {}
for i9 = 0, 4 do setmetatable(o10, {__index = {other = 0}}) n11 = o10.other end
print(n11)
