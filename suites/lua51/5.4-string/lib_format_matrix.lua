-- string.format: conversions by flags, widths, precisions and values.
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
-- format matrix
local flags = {"", "-", "+", " ", "#", "0", "- #0+", "--"}
local widths = {"", "5", "99", "100"}
local precs = {"", ".", ".0", ".3", ".100"}
local convs = {"c", "d", "i", "o", "u", "x", "X", "e", "E", "f", "g", "G", "q", "s", "%", "a", "A", "p", "n", "h", "ld", "", "5", "*d"}
local vals = {0, 65, -3.7, 2^32, -2^63, 1e100, "12", "x", "1\0002", true}
for _, f in ipairs(flags) do for _, w in ipairs(widths) do for _, p in ipairs(precs) do for _, c in ipairs(convs) do
  local fmt = "%" .. f .. w .. p .. c
  local out = {}
  for _, v in ipairs(vals) do
    local ok, s = pcall(string.format, fmt, v)
    out[#out + 1] = tostring(s)
  end
  local line = table.concat(out, ";")
  print(fmt, (line:gsub("%z", "\\0")))
end end end end
