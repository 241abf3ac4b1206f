-- A JSON writer and reader with escapes, nesting and errors.
local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t" }
local function encode(v)
  local t = type(v)
  if t == "string" then return '"' .. v:gsub('[%c"\\]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"' end
  if t ~= "table" then return tostring(v) end
  local out = {}
  if #v > 0 or next(v) == nil then
    for i, x in ipairs(v) do out[i] = encode(x) end
    return "[" .. table.concat(out, ",") .. "]"
  end
  local keys = {}
  for k in pairs(v) do keys[#keys + 1] = k end
  table.sort(keys)
  for i, k in ipairs(keys) do out[i] = encode(k) .. ":" .. encode(v[k]) end
  return "{" .. table.concat(out, ",") .. "}"
end
local decode
local function skip(s, i) return s:find("%S", i) or #s + 1 end
local readers = {
  ["{"] = function(s, i)
    local t, k = {}, nil
    i = skip(s, i + 1)
    while s:sub(i, i) ~= "}" do
      k, i = decode(s, i)
      i = skip(s, i)
      assert(s:sub(i, i) == ":", "colon expected at " .. i)
      t[k], i = decode(s, i + 1)
      i = skip(s, i)
      if s:sub(i, i) == "," then i = skip(s, i + 1) elseif s:sub(i, i) ~= "}" then error("} expected at " .. i, 0) end
    end
    return t, i + 1
  end,
  ["["] = function(s, i)
    local t = {}
    i = skip(s, i + 1)
    while s:sub(i, i) ~= "]" do
      t[#t + 1], i = decode(s, i)
      i = skip(s, i)
      if s:sub(i, i) == "," then i = skip(s, i + 1) elseif s:sub(i, i) ~= "]" then error("] expected at " .. i, 0) end
    end
    return t, i + 1
  end,
  ['"'] = function(s, i)
    local e = i
    repeat e = s:find('"', e + 1, true) or error("unfinished string", 0) until s:sub(e - 1, e - 1) ~= "\\"
    return s:sub(i + 1, e - 1):gsub("\\u(%x%x%x%x)", function(h) return string.char(tonumber(h, 16)) end):gsub("\\(.)", { n = "\n", t = "\t", ['"'] = '"', ["\\"] = "\\" }), e + 1
  end,
}
function decode(s, i)
  i = skip(s, i or 1)
  local r = readers[s:sub(i, i)]
  if r then
    local v, n = r(s, i)
    if r == readers['"'] then
      local e = i
      repeat e = s:find('"', e + 1, true) until s:sub(e - 1, e - 1) ~= "\\"
      n = e + 1
    end
    return v, n
  end
  local word, e = s:match("^([%w%.%+%-]+)()", i)
  if word == "true" then return true, e elseif word == "false" then return false, e elseif word == "null" then return nil, e end
  return tonumber(word or "") or error("bad value at " .. i, 0), e
end
local data = { name = "x\ty\n\"q\"", list = { 1, 2.5, -3, { true, false }, {} }, empty = {}, nested = { a = { b = { c = "deep\1" } } } }
local text = encode(data)
print(text)
print(encode((decode(text))) == text, (decode(" [ 1 , 2 ] "))[2], decode("12"), decode('"a\\"b"'))
for _, bad in ipairs({ "[1,", "{", '{"a"}', "[1 2]", '"x', "?", "" }) do print(bad, pcall(decode, bad)) end
