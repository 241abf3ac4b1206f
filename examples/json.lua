-- A small JSON reader and printer: a tokenizer by patterns, recursion and sorted keys.
-- size: 5000
-- bench: 120000
-- reference: 8

local n = tonumber((...)) or tonumber(arg and arg[1]) or 5000

local null = setmetatable({}, { __tostring = function() return "null" end })
local escapes = { ["\n"] = "\\n", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }
local unescapes = { n = "\n", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }

local function fail(text, at, expected)
  error(string.format("expected %s at %d near '%s'", expected, at, text:sub(at, at + 7)), 0)
end

local parse_value

local function parse_string(text, at)
  local parts = {}
  local i = at + 1
  while true do
    local plain, stop = text:match('^([^"\\]*)()', i)
    parts[#parts + 1] = plain
    local c = text:sub(stop, stop)
    if c == '"' then
      return table.concat(parts), stop + 1
    elseif c == "\\" then
      local escape = unescapes[text:sub(stop + 1, stop + 1)]
      parts[#parts + 1] = escape or fail(text, stop, "an escape")
      i = stop + 2
    else
      fail(text, stop, "a closing quote")
    end
  end
end

local function parse_list(text, at, close, item)
  at = text:match("^%s*()", at + 1)
  if text:sub(at, at) == close then
    return at + 1
  end
  while true do
    at = text:match("^%s*()", item(at))
    local c = text:sub(at, at)
    if c == close then
      return at + 1
    elseif c ~= "," then
      fail(text, at, "',' or '" .. close .. "'")
    end
    at = text:match("^%s*()", at + 1)
  end
end

local words = { ["true"] = true, ["false"] = false, ["null"] = null }

function parse_value(text, at)
  local c = text:sub(at, at)
  if c == '"' then
    return parse_string(text, at)
  elseif c == "[" then
    local list = {}
    return list, parse_list(text, at, "]", function(i)
      local value, after = parse_value(text, i)
      list[#list + 1] = value
      return after
    end)
  elseif c == "{" then
    local object = {}
    return object, parse_list(text, at, "}", function(i)
      if text:sub(i, i) ~= '"' then
        fail(text, i, "a key")
      end
      local key, after = parse_string(text, i)
      after = text:match("^%s*:%s*()", after) or fail(text, after, "':'")
      object[key], after = parse_value(text, after)
      return after
    end)
  end
  local word, after = text:match("^(%a+)()", at)
  if word and words[word] ~= nil then
    return words[word], after
  end
  local digits, stop = text:match("^(-?%d+%.?%d*[eE]?[+-]?%d*)()", at)
  if digits then
    return tonumber(digits), stop
  end
  fail(text, at, "a value")
end

local function print_value(value)
  if type(value) == "string" then
    return '"' .. value:gsub('[\n\t"\\]', escapes) .. '"'
  elseif type(value) ~= "table" or value == null then
    return tostring(value)
  end
  local parts = {}
  if #value > 0 or next(value) == nil then
    for i, item in ipairs(value) do
      parts[i] = print_value(item)
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  local keys = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  for i, key in ipairs(keys) do
    parts[i] = print_value(key) .. ":" .. print_value(value[key])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

local source = [[{"name": "moon", "radius": 1737.4, "craters": ["Tycho", "Plato \"the lake\""],
  "orbit": {"days": 27.321661, "retrograde": false, "note": null}, "tiny": -1.5e-3, "empty": []}]]
local printed
for _ = 1, n do
  printed = print_value((parse_value(source, 1)))
end
print(printed)
print(print_value((parse_value(printed, 1))) == printed, #printed)
for _, bad in ipairs({ "[1, 2", '{"a" 1}', '"open', "{1:2}", "nope", '"\\q"' }) do
  print(pcall(parse_value, bad, 1))
end
