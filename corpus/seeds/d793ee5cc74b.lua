-- Huffman codes: a tree from frequencies, encoding and decoding a text.
local text = "this is an example of a huffman tree made of the letters of this text"
local freq, nodes = {}, {}
for c in text:gmatch(".") do freq[c] = (freq[c] or 0) + 1 end
for c, n in pairs(freq) do nodes[#nodes + 1] = { n = n, c = c, min = c } end
local function less(a, b) if a.n ~= b.n then return a.n < b.n end return a.min < b.min end
while #nodes > 1 do
  table.sort(nodes, less)
  local a, b = table.remove(nodes, 1), table.remove(nodes, 1)
  nodes[#nodes + 1] = { n = a.n + b.n, left = a, right = b, min = a.min < b.min and a.min or b.min }
end
local codes = {}
local function walk(node, code) if node.c then codes[node.c] = code else walk(node.left, code .. "0") walk(node.right, code .. "1") end end
walk(nodes[1], "")
local encoded = text:gsub(".", codes)
local out, node = {}, nodes[1]
for bit in encoded:gmatch("[01]") do
  node = bit == "0" and node.left or node.right
  if node.c then out[#out + 1] = node.c node = nodes[1] end
end
print(#text * 8, #encoded, table.concat(out) == text, nodes[1].n)
local lengths = {}
for c, code in pairs(codes) do lengths[#code] = (lengths[#code] or 0) + 1 end
for i = 1, 10 do io.write(lengths[i] or 0, " ") end
print()
