-- The length operator: bytes of strings, borders of tables as PUC's search finds them.
print(#"", #"a", #"a\0b", #"\n", #("x"):rep(300), #{}, #{ 1 }, #{ 1, 2, 3 })
print(#{ nil }, #{ nil, 2 }, #{ 1, nil }, #{ 1, nil, 3 }, #{ nil, nil, 3 }, #{ 1, 2, nil, 4 })
print(#{ 1, 2, nil, nil }, #{ 1, nil, nil, 4 }, #{ nil, nil, nil, nil, 5 }, #{ n = 1 },
  #{ [1] = 1 })
print(#{ [1] = 1, [2] = 2 }, #{ [2] = 2 }, #{ 1, 2, [4] = 4 }, #{ 1, [2] = 2, [3] = 3 },
  #{ [0] = 0 })
local function f() return 1, 2, nil end
print(#{ f() }, #{ f(), f() }, #{ (f()) }, #{ nil, f() })
local t = {}
for i = 1, 20 do
  t[i] = i
  io.write(#t, " ")
end
print()
for i = 20, 1, -1 do
  t[i] = nil
  io.write(#t, " ")
end
print()
t = { 1, 2, 3, 4, 5, 6, 7, 8 }
for _, hole in ipairs({ 8, 4, 7, 2, 6 }) do
  t[hole] = nil
  io.write(hole, ":", #t, " ")
end
print()
t = {}
for i = 1, 16 do t[i] = true end
t[12] = nil io.write(#t, " ")
t[16] = nil io.write(#t, " ")
t[8] = nil io.write(#t, " ")
t[17] = 1 io.write(#t, " ")
t[16] = 1 io.write(#t, " ")
print()
t = {}
for i = 10, 1, -1 do t[i] = i io.write(#t, " ") end
print()
t = {}
for i = 1, 40, 2 do t[i] = i end
print(#t)
for i = 2, 40, 2 do t[i] = i end
print(#t)
t = { n = 0 }
t[1], t[2], t[4] = 1, 2, 4
print(#t)
t[3] = 3
print(#t)
t[1] = nil
print(#t == 4 or #t == 0, #t)
print(pcall(function() return #5 end), pcall(function() return #nil end))
print(pcall(function() local v = true return #v end), pcall(function() return #t.missing end))
print(#setmetatable({ 1, 2 }, { __len = function() return 99 end }))
print(pcall(function() return #newproxy() end))
