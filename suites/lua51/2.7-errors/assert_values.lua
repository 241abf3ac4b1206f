-- assert: what it returns, which message it raises, with values of all types.
print(assert(1), assert("s"), assert({}) ~= nil, assert(true, "unused", nil, 3))
print(select("#", assert(1, nil, nil)))
for _, m in ipairs({ "message", 12, true, {}, print }) do
  local ok, e = pcall(assert, false, m)
  print(ok, type(e), e == m)
  ok, e = pcall(assert, nil, m)
  print(ok, type(e), e == m)
end
print(pcall(assert, false))
print(pcall(assert, nil))
print(pcall(assert, nil, nil))
print(pcall(assert))
print(pcall(function() assert(false, "no position") end))
print(pcall(function() assert(loadstring("x =")) end))
print(pcall(function() assert(io.open("nonexistent/file")) end))
print((assert(tonumber("5"))), pcall(assert, tonumber("x"), "not a number"))
