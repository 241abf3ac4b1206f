-- The order in which calls and metamethods run around assignments, as PUC's compiler emits it.
local log = {}
local function note(name, value)
  log[#log + 1] = name
  return value
end
local function flush()
  print(table.concat(log, " "))
  log = {}
end
local function spy(name)
  return setmetatable({}, {
    __index = function(_, key)
      log[#log + 1] = name .. "[" .. key .. "]?"
      return key
    end,
    __newindex = function(_, key, value)
      log[#log + 1] = name .. "[" .. key .. "]=" .. tostring(value)
    end,
  })
end
local a, b = spy("a"), spy("b")
a.x, b.y = note("one", 1), note("two", 2)
flush()
a[note("k1", "x")], b[note("k2", "y")] = note("v1", 1), note("v2", 2)
flush()
a.x, a.y, a.z = 1, 2, 3
flush()
a.x, a.y, a.z = note("v", 1)
flush()
a.p, b.q = b.q, a.p
flush()
local x, y = note("l1", 1), note("l2", 2)
flush()
x, a.r, y = note("r1", 1), note("r2", 2), note("r3", 3), note("r4", 4)
flush()
local _ = { note("t1", 1), note("t2", 2), [note("k", "kk")] = note("v", 3), note("t3", 4) }
flush()
print(note("c1", 1) + note("c2", 2) * note("c3", 3))
flush()
print((note("f", print) == print) and note("and", true), note("or1", false) or note("or2", 1))
flush()
local function f(...) note("body") return ... end
f(note("p1", 1), note("p2", 2), f(note("p3", 3)))
flush()
print(note("s1", "a") .. note("s2", "b") .. note("s3", "c"))
flush()
print(note("lt1", 1) < note("lt2", 2), note("gt1", 1) > note("gt2", 2))
flush()
