-- __call in hot loops: objects called, in pcall, as iterators, with changing handlers.
local mt = {}
mt.__call = function(self, a, b) return self.k * a + (b or 0) end
local f = setmetatable({ k = 2 }, mt)
local s = 0
for i = 1, 200 do
  s = s + f(i) + f(i, 1)
  if i == 80 then f.k = 3 end
  if i == 120 then mt.__call = function(self, a) return self.k - a end end
  if i == 160 then setmetatable(f, { __call = function(...) return select("#", ...) end }) end
end
print(s)
local ok_sum = 0
for i = 1, 150 do
  local ok, v = pcall(f, i)
  ok_sum = ok_sum + (ok and v or 100)
  if i == 100 then setmetatable(f, nil) end
end
print(ok_sum)
local it = setmetatable({ n = 0 }, { __call = function(self) self.n = self.n + 1 if self.n <= 100 then return self.n end end })
for i in it do s = s + i end
print(s)
