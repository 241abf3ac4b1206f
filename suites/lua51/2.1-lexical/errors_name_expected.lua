-- Places where a name is expected.
for _, s in ipairs({
  "local 1", "local 'x'", "local (", "for 1 = 1, 2 do end", "for in x do end", "a.1 = 1", "a. = 1", "a.'b' = 1", "x = a.", "x = a.5", "a:1()",
  "a:'b'()", "a:()", "x = a:", "function 1() end", "function a.1() end", "function a:1() end", "function a. () end", "local function 1() end",
  "local function () end", "x = function(1) end", "x = function(a, 1) end", "x = function(a, ) end", "x = function('a') end", "for a, 1 in x do end",
  "local a, 1", "local a, = 1", "goto 1", "a.end = 1", "local end = 1", "function end() end", "x = { a. = 1 }", "for a.b = 1, 2 do end",
}) do print(s, (select(2, loadstring(s, "=name")))) end
