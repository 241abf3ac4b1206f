-- A dictionary coder and a run-length coder, forth and back.
local function lzw(s)
  local dict, n, w, out = {}, 256, "", {}
  for b = 0, 255 do dict[string.char(b)] = b end
  for c in s:gmatch(".") do
    if dict[w .. c] then w = w .. c else
      out[#out + 1] = dict[w]
      dict[w .. c], n, w = n, n + 1, c
    end
  end
  out[#out + 1] = dict[w]
  return out
end
local function unlzw(codes)
  local dict, n = {}, 256
  for b = 0, 255 do dict[b] = string.char(b) end
  local w = dict[codes[1]]
  local out = { w }
  for i = 2, #codes do
    local e = dict[codes[i]] or w .. w:sub(1, 1)
    out[#out + 1] = e
    dict[n], n, w = w .. e:sub(1, 1), n + 1, e
  end
  return table.concat(out)
end
for _, s in ipairs({ "TOBEORNOTTOBEORTOBEORNOT", ("ab"):rep(60), ("x"):rep(100), "abcdefgh", ("the cat sat on the mat "):rep(8) }) do
  local c = lzw(s)
  print(#s, #c, unlzw(c) == s, c[1], c[#c])
end
local function rle(s) return (s:gsub("(.)%1*", function(c) return "" end)) end
local function encode(s) local out, i = {}, 1 while i <= #s do local c = s:sub(i, i) local run = s:match("^" .. c .. "+", i) out[#out + 1] = #run .. c i = i + #run end return table.concat(out) end
local function decode(s) return (s:gsub("(%d+)(%a)", function(n, c) return c:rep(tonumber(n)) end)) end
local sample = "aaabccddddddddddddde"
print(encode(sample), decode(encode(sample)) == sample, rle("aab"))
