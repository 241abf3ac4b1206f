-- __newindex: only for absent keys; functions, tables and chains; rawset goes around.
local log = {}
local t = setmetatable({ present = 1 }, { __newindex = function(self, key, value)
  log[#log + 1] = tostring(key) .. "=" .. tostring(value)
end })
t.present = 2
t.absent = 3
t[1], t[2] = "a", "b"
t.absent = nil
print(table.concat(log, " "), t.present, t.absent, t[1])
t.present = nil
t.present = 4
print(table.concat(log, " "), t.present)
rawset(t, "raw", 5)
t.raw = 6
print(table.concat(log, " "), t.raw)
local store = {}
local proxy = setmetatable({}, { __newindex = store, __index = store })
proxy.x, proxy[1], proxy[2] = "x", "one", "two"
print(store.x, store[1], rawget(proxy, "x"), proxy.x, proxy[2], #proxy, #store)
local last = {}
local chain = last
for i = 1, 5 do chain = setmetatable({}, { __newindex = chain }) end
chain.deep = "value"
print(last.deep, rawget(chain, "deep"), chain.deep)
local stopped = setmetatable({}, { __newindex = setmetatable({ here = 1 },
  { __newindex = function(s, k, v)
  rawset(s, k, v .. "!")
end }) })
stopped.here, stopped.there = 2, "there"
local target = getmetatable(stopped).__newindex
print(target.here, target.there, rawget(stopped, "here"))
local readonly = setmetatable({}, {
  __index = { a = 1 },
  __newindex = function(_, k) error("no writing of " .. k, 2) end,
})
print(readonly.a, pcall(function() readonly.a = 2 end))
print(pcall(function() readonly[1] = 2 end))
local keep = setmetatable({}, { __newindex = function(s, k, v) rawset(s, k, v * 10) end })
keep.a = 1
keep.a = 2
keep[1], keep[2] = 1, 2
print(keep.a, keep[1], keep[2])
table.insert(keep, 7)
print(keep[3], #keep)
print(pcall(function() setmetatable({}, { __newindex = 5 }).x = 1 end))
local loop = {}
setmetatable(loop, { __newindex = loop })
print(pcall(function() loop.x = 1 end))
local odd = setmetatable({}, { __newindex = function(_, k, v) log = { tostring(k),
  tostring(v) } end })
odd.x = 1
print(log[1], log[2])
print(pcall(function() odd[nil] = 1 end))
print(pcall(function() odd[0 / 0] = 1 end))
print(pcall(rawset, odd, nil, 1))
