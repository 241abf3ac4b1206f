-- Loops that are malformed: what is expected where, and which line they began at.
for _, s in ipairs({
  "while", "while x", "while x do", "while do end", "while x end", "while x then end", "while\nx\ndo\n", "repeat", "repeat x = 1", "repeat until",
  "repeat until x y", "repeat\n\nx = 1\n", "until x", "for", "for x", "for x =", "for x = 1 do end", "for x = 1,", "for x = 1, 2", "for x = 1, 2 do",
  "for x = 1, 2, 3, 4 do end", "for x in", "for x in y", "for x in do end", "for x, in y do end", "for x, y", "for x, y = 1, 2 do end",
  "for 1 = 1, 2 do end", "for x.y = 1, 2 do end", "for x y do end", "for (x) = 1, 2 do end", "for x\nin y\ndo\n", "for x = 1, 2 do\n\n", "break",
  "while x do break y = 1 end", "if x then break end", "function f() break end", "while x do function f() break end end", "do break end",
}) do print((s:gsub("\n", "|")), (select(2, loadstring(s, "=loop")))) end
