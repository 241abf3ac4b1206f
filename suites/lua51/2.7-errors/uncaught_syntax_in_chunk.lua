-- An uncaught error raised from a chunk that was loaded from text.
local f = assert(loadstring("local a = ...\nreturn a.b.c", "=loaded"))
print(f({ b = { c = 1 } }))
print(f({}))
