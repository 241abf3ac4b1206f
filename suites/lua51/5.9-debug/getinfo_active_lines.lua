-- debug.getinfo "L": the lines that have code; none for C functions.
local function lines(f)
  local out = {}
  for l in pairs(debug.getinfo(f, "L").activelines) do out[#out + 1] = l end
  table.sort(out)
  return table.concat(out, " ")
end
print(lines(loadstring("local a = 1\n\nlocal b\nif a then\n  b = 2\nelse\n  b = 3\nend\nreturn b")))
print(lines(loadstring("")), lines(loadstring("\n\n\n")), lines(loadstring("x = {\n1,\n2,\n}\n")))
print(lines(loadstring("for i = 1, 2 do\n print(i)\nend\nwhile x do\n y()\nend")))
print(lines(loadstring("local function f()\n return 1\nend\nreturn f")))
print(lines(loadstring("return function()\n\n return 1\nend")()))
print(debug.getinfo(print, "L").activelines)
print(debug.getinfo(lines, "L").activelines[2], debug.getinfo(lines, "L").activelines[3])
local i = debug.getinfo(lines, "Lf")
print(i.func == lines, type(i.activelines), i.name, i.source)
