-- string.format: %q quotes what the lexer needs quoted, and loadstring reads it back.
local samples = {
  "", "plain", 'with "quotes"', "back\\slash", "line\nbreak", "carriage\rreturn", "zero\0byte",
  "zero and digit\0001", "tab\t and \1 control", "\255\128 high", "'single'", "]]", "\\n", "\\\n",
}
for i, s in ipairs(samples) do
  local q = ("%q"):format(s)
  print(i, #q, (q:gsub("[%z\1-\9\11-\31\128-\255]", function(c) return "<" .. c:byte() .. ">" end)))
  assert(loadstring("return " .. q)() == s)
end
print(("%q %q"):format(1, 2.5), ("<%q>"):format("x"))
print(pcall(string.format, "%q"))
print(pcall(string.format, "%q", {}))
print(pcall(string.format, "%5q", "x"))
local all = {}
for b = 0, 255 do all[#all + 1] = string.char(b) end
all = table.concat(all)
print(loadstring("return " .. ("%q"):format(all))() == all)
