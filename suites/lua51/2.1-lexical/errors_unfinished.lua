-- What is not finished when the text ends: the message names the line where it ends.
for _, source in ipairs({
  "x = 'abc", 'x = "abc', "x = 'abc\\", "x = [[abc", "x = [==[abc]]", "--[[ abc", "--[==[ abc ]]", "x = 'abc\n'", "f(\n\n", "{", "x = {\n1,\n",
  "if x\n\n", "if x then\n\ny = 1\n", "while true do\n\n", "for i = 1, 2 do\n\n", "do\n\n", "function f()\n\n", "repeat\n\n", "x = (1\n\n",
  "x = a[1\n\n", "local function\n", "return function(\n", "x = f(1,\n", "if a then\nelse\n", "if a then elseif b\n", "local x <",
}) do
  print((source:gsub("\n", "|")), (select(2, loadstring(source, "=u"))))
end
