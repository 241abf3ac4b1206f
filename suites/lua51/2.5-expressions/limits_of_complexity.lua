-- Limits of the compiler: nesting, registers, long chains.
local function try(s)
  local f, m = loadstring(s, "=limit")
  return f and "fine" or m
end
for _, n in ipairs({ 50, 150, 190 }) do print(n, try("return " .. ("("):rep(n) .. "1" .. (")"):rep(n))) end
for _, n in ipairs({ 200, 250 }) do print(n, try("return " .. ("("):rep(n) .. "1" .. (")"):rep(n))) end
for _, n in ipairs({ 100, 199, 200, 201 }) do print(n, try("return " .. ("{"):rep(n) .. ("}"):rep(n))) end
for _, n in ipairs({ 100, 199, 200, 201 }) do print(n, try(("do "):rep(n) .. ("end "):rep(n))) end
for _, n in ipairs({ 100, 198, 199, 200 }) do print(n, try("return " .. ("function() return "):rep(n) .. "1 " .. ("end "):rep(n))) end
for _, n in ipairs({ 100, 199, 200, 201 }) do print(n, try("return " .. ("-"):rep(n):gsub("-", "- ") .. "x")) end
for _, n in ipairs({ 100, 199, 200, 201, 300 }) do print(n, try("return " .. ("a .. "):rep(n) .. "a")) end
for _, n in ipairs({ 100, 198, 200, 300 }) do print(n, try("return " .. ("a ^ "):rep(n) .. "a")) end
for _, n in ipairs({ 100, 240, 250, 300 }) do print(n, try("return f(" .. ("a, "):rep(n) .. "a)")) end
for _, n in ipairs({ 100, 300, 3000 }) do print(n, try("return {" .. ("a, "):rep(n) .. "a}"), try("return " .. ("a + "):rep(n) .. "a")) end
for _, n in ipairs({ 50, 199, 200, 201 }) do print(n, try(("if a then "):rep(n) .. ("end "):rep(n))) end
print(try("local a = 1 " .. ("a = a + 1 "):rep(2000)), try("x = " .. ("f()"):rep(1) .. ("()"):rep(500)))
print(try("a." .. ("b."):rep(500) .. "c = 1"), try(("a, "):rep(300) .. "a = 1"), try("local x = " .. ("not "):rep(250) .. "1"))
