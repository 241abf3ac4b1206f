-- Every function of strings, patterns by subjects, with every kind of argument and error.
-- reference: no
local tostring_, print_ = tostring, print
function show(name, ...)
  local t = {n = select("#", ...), ...}
  for i = 1, t.n do
    local v = t[i]
    local s = type(v) == "string" and string.format("%q", v) or tostring_(v)
    t[i] = s
  end
  io.write(tostring_(name), "\t", table.concat(t, " | "), "\n")
end
function try(name, f, ...) show(name, pcall(f, ...)) end
try(1, string.format) try(2, string.format, "%d") try(3, string.format, "%s") try(4, string.format, "%q") try(5, string.format, "%c") try(6, string.format, "%") try(7, string.format, "%%") try(8, string.format, "%d %d", 1) try(9, string.format, "%s", nil) try(10, string.format, "%s", {} == nil) try(11, string.format, "%d", "1.5") try(12, string.format, "%d", "x") try(13, string.format, "%10q", "x") try(14, string.format, "%q", "a\nb\\c\"d\0e\r\t\1\200") try(15, string.format, "%s %s", 1, setmetatable({}, {__tostring = function() return "T" end}))
try(16, string.format, "%d", 1/0) try(17, string.format, "%d", 0/0) try(18, string.format, "%x", -1) try(19, string.format, "%u", -1) try(20, string.format, "%c%c%c", 0, 256, -1) try(21, string.format, "%s", ("x"):rep(200)) try(22, string.format, "%.150s", ("x"):rep(200)) try(23, string.format, "%5s|%-5s|%.2s", "ab", "ab", "abc") try(24, string.format, "%5.1s|", "ab") try(25, string.format, "%q", 12) try(26, string.format, "a%sb", ("y"):rep(99)) try(27, string.format, "%99s", "") try(28, string.format, "%100d", 1) try(29, string.format, "%.14g %.17g %g", 0.1, 0.1, 0.1) try(30, string.format, "%a", 1) try(31, string.format, "%#x %#o", 255, 8) try(32, string.format, "%+d % d", 5, 5) try(33, string.format, "%5%") try(34, string.format, "%-%") try(35, string.format, "%e", 1e300) try(36, string.format, "%f", 1e300) try(37, string.format, "%.3d", 5) try(38, string.format, "%5c|", 65) try(39, string.format, "%-5c|", 65) try(40, string.format, "%s", "a\0b") try(41, string.format, "%10s", "a\0b") try(42, string.format, "%c", 0) try(43, string.format, "a\0b%d", 1) try(44, string.format, "%1234d", 1) try(45, string.format, "%0000000d", 1) try(46, string.format, "%------d", 1) try(47, string.format, "%-----d", 1) try(48, string.format, "%.", 1) try(49, string.format, "%y", 1) try(50, string.format, "%\0", 1) try(51, string.format, "%s", print == nil, 1, 2) try(52, string.format, {}) try(53, string.format, 5, 1) try(54, string.format, "%i", 42.9) try(55, string.format, "%d", -0.5) try(56, string.format, "%g", -0.0) try(57, string.format, "%5.5d|%-8.3f|", 3, 2.5) try(58, string.format, "%s", setmetatable({}, {__tostring = function() return 1 end})) try(59, string.format, "%s", newproxy(true) == 1)
-- byte char rep sub etc
for _, a in ipairs{{"abc"}, {"abc", 2}, {"abc", -1}, {"abc", 1, 3}, {"abc", 0}, {"abc", 4}, {"abc", -10, 10}, {"abc", 3, 1}, {""}, {"a\0b", 1, -1}, {"abc", 1.9}, {"abc", 2^31}, {"abc", -2^31}, {"abc", "2"}, {123, 1, 3}, {"abc", 1, 2^40}} do show("byte", pcall(string.byte, unpack(a))) show("sub", pcall(string.sub, unpack(a))) end
show("bytes", pcall(function() return select("#", string.byte(("x"):rep(7900), 1, -1)) end)) show("bytes", pcall(function() return select("#", string.byte(("x"):rep(8100), 1, -1)) end)) show("bytes", pcall(function() return select("#", string.byte(("x"):rep(1e6), 1, -1)) end))
show("char", string.char()) show("char", pcall(string.char, 256)) show("char", pcall(string.char, -1)) show("char", pcall(string.char, 65, 66, 300)) show("char", string.char(0, 255, 65.9)) show("char", pcall(string.char, "x")) show("char", pcall(string.char, "65"))
show("rep", ("x"):rep(0), ("x"):rep(-1), ("x"):rep(3), (""):rep(1e9), pcall(string.rep), pcall(string.rep, "x")) show("rep", pcall(string.rep, "x", 2.7), pcall(string.rep, "ab", "3"))
show("len", #"a\0b", ("a\0b"):len(), ("abc"):reverse(), (""):reverse(), ("aBc\200"):upper(), ("ABC\200"):lower())
show("cmp", "a" < "b", "a" < "a\0", "a\0b" < "a\0c", "" < "a", "Z" < "a", "a\0" < "a", "\200" < "a")
show("meth", pcall(function() return ("x"):bad() end)) show("meth", pcall(function() local s = "x" return s.y.z end)) show("meth", pcall(function() return #5 end)) show("idx", ("x").y, ("abc").len, pcall(function() local s = "x"; s.y = 1 end))
-- find/match/gsub
local pats = {"", "a", "^a", "a$", "^a$", "^", "$", ".", ".*", ".-", ".+", ".?", "a*", "a-b", "[abc]", "[^abc]", "[a-c]", "[a-]", "[-a]", "[]]", "[^]]", "[]-a]", "[%a]", "[%a-z]", "[a-%%]", "%a+", "%d", "%s*", "%w", "%x", "%p", "%c", "%l", "%u", "%z", "%A", "%Z", "%.", "%%", "%", "[", "[a", "[%", "[]", "[^", "[^]", "(", ")", "()", "(a", "a)", "(a)", "((a)b)", "(()a())", "(a)(b)(c)", "%1", "(a)%1", "(a)%2", "(%1)", "(.)%1", "%0", "%9", "%b", "%b(", "%b()", "%bxx", "%f", "%f[", "%f[a]", "%f[%w]%w+", "%f[^a]", "%f[%z]", "%fa", "a**", "a+*", "^*", "*", "+", "?", "-", "[a-z]*", "(.-)%s*$", "^(.-)$", "\0", "a\0b", "[\0]", "[a\0b]", "[%z]", "%g", "$a", "a$b", "^^a", "(^a)", "[^^]", "(a*(.)%w(%s*))", ("(a)"):rep(32), ("(a)"):rep(33), ("a?"):rep(12) .. ("a"):rep(12), "[[]", "[]]]", "[a]]", "%[%]", "x*", "()%f[%w]()", "[%]]", "[%-a]", "[a%-z]", "[z-a]", "[+--]", "[!-~]", "[%s%d]+", "[^%s]+", "[%S]", "[%q]", ".-$", "(.*)(%d)", "%l%u", "[\128-\255]+"}
local subjects = {"", "a", "abc", "aaa", "hello world", "a\0b", "(a(b)c)", "xx yy", "  trim  ", "THE (quick) fox", "1 23 456", "a]b[c", "%d$^", ("a"):rep(33), "[x]", "\128\200a", "ab\nab"}
for _, p in ipairs(pats) do for _, s in ipairs(subjects) do
  show("find", p:sub(1, 20), s, pcall(string.find, s, p))
  show("match", pcall(string.match, s, p))
  show("gsub", pcall(string.gsub, s, p, "<%0>"))
  show("gsub1", pcall(string.gsub, s, p, "%1"))
  show("gmatch", pcall(function() local t = {} for a, b in s:gmatch(p) do t[#t + 1] = tostring(a) .. "," .. tostring(b) if #t > 20 then break end end return unpack(t) end))
end end
for _, a in ipairs{{"hello", "l", 1}, {"hello", "l", 4}, {"hello", "l", 5}, {"hello", "l", -2}, {"hello", "l", 10}, {"hello", "", 10}, {"hello", "", 6}, {"hello", "", -10}, {"a.b", ".", 1, true}, {"a.b", ".", 2, true}, {"a.b", "", 1, true}, {"a\0b", "\0", 1, true}, {"abc", "c", 1, false}, {"aXb", "X", nil, 1}, {"aab", "ab", 1, true}, {"", "", 1, true}, {"abc", "abcd", 1, true}, {"hello", "^l", 3}, {"a+b", "+", 1, 1}, {"hello", "l", 2.5}, {"hello", "l", "3"}} do show("find4", pcall(string.find, unpack(a, 1, 4))) show("match3", pcall(string.match, unpack(a, 1, 3))) end
-- gsub repl
for _, r in ipairs{"x", "%0%0", "%1", "%2", "%", "%%", "%a", "", "%9", "a\0b", 12, 1.5} do show("gsub", r, pcall(string.gsub, "abc", "b", r)) show("gsub", r, pcall(string.gsub, "abc", "(b)", r)) end
for _, r in ipairs{{}, {b = "X"}, {b = 1}, {b = false}, {b = true}, {b = {}}, setmetatable({}, {__index = function(t, k) return k .. k end})} do show("gsubt", pcall(string.gsub, "abc", "b", r)) show("gsubt", pcall(string.gsub, "abc", "()b", r)) end
for _, r in ipairs{function() end, function(x) return x .. x end, function() return nil end, function() return false end, function() return true end, function() return {} end, function() return 1, 2 end, function(...) return select("#", ...) end, error} do show("gsubf", pcall(string.gsub, "abc", "b", r)) show("gsubf", pcall(string.gsub, "abc", "(a)(b)", r)) show("gsubf", pcall(string.gsub, "abc", "()", r)) end
show("gsubn", pcall(string.gsub, "aaa", "a", "b", 0)) show("gsubn", pcall(string.gsub, "aaa", "a", "b", 2)) show("gsubn", pcall(string.gsub, "aaa", "a", "b", -1)) show("gsubn", pcall(string.gsub, "aaa", "a", "b", 2.9)) show("gsubn", pcall(string.gsub, "aaa", "a", "b", "2")) show("gsubn", pcall(string.gsub, "aaa", "a", "b", {}))
show("gsube", pcall(string.gsub, "abc")) show("gsube", pcall(string.gsub, "abc", "a")) show("gsube", pcall(string.gsub, "abc", "a", nil)) show("gsube", pcall(string.gsub, "abc", "a", true)) show("gsube", pcall(string.gsub, "abc", "a", io.stdout)) show("gsube", pcall(string.gsub, {}, "a", "b")) show("gsube", pcall(string.gsub, 123, 2, 5))
show("gsub^", ("aaa"):gsub("^a", "b")) show("gmatch^", (function() local n = 0 for x in ("aaa"):gmatch("^a") do n = n + 1 end return n end)())
show("gmatch", pcall(string.gmatch, "a")) show("gmatch", pcall(string.gmatch)) show("gfind", string.gfind == string.gmatch, pcall(string.gfind, "a", "a"))
show("gm", (function() local f = ("ab"):gmatch(".") return f(), f(), f(), f() end)())
show("gm", pcall(function() for x in ("a"):gmatch("(") do end end))
show("complex", pcall(string.find, ("a"):rep(3000), ("a?"):rep(4) .. "b")) show("deep", pcall(string.find, ("a"):rep(2500), ".-b")) show("deep", pcall(string.match, ("x"):rep(200), "(.-)%1y")) 
show("deep2", pcall(string.find, ("a"):rep(100), ("(a"):rep(20) .. (")"):rep(20)))
show("dump", pcall(string.dump)) show("dump", pcall(string.dump, print)) show("dump", pcall(string.dump, 1)) show("dump", type(string.dump(function() end)))
local up = 5 show("dump", pcall(loadstring(string.dump(function() return up end)))) 
show("dumpeq", string.dump(loadstring("return 1", "=x")) == string.dump(loadstring("return 1", "=x")))
show("coerce", 10 .. "", 1.5 .. "", -0.0 .. "", 1e15 .. "", 1e16 .. "", 1e100 .. "", 2^53 .. "", 0.1 .. "", 1/3 .. "", 123456789012345 .. "", 1e14 .. "", 1/0 .. "", -1/0 .. "")
