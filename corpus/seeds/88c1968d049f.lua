local _fuel = 6000
local function string_reader(s)
  local at = 1
  return {read = function(_, n)
    if at > #s then
      return nil
    end
    local r = s:sub(at, at + n - 1)
    at = at + n
    return r
  end}
end
local function lines_of(reader)
  local buffer = ""
  return function()
    while true do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      local line, rest = buffer:match("^([^\n]*)\n(.*)$")
      if line then
        buffer = rest
        return line
      end
      local more = reader:read(5)
      if not more then
        if buffer == "" then
          return nil
        end
        line, buffer = buffer, ""
        return line
      end
      buffer = buffer .. more
    end
  end
end
for line in lines_of(string_reader("first line\nsecond\n\nlast without end")) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  io.write("[", line, "]")
end
print()
local Buffer = {}
Buffer.__index = Buffer
Buffer.__concat = function(a, b)
  return tostring(a) .. tostring(b)
end
Buffer.__tostring = function(b)
  return table.concat(b.parts)
end
Buffer.__len = function(b)
  return #b.parts
end
function Buffer:write(...)
  for i = 1, select("#", ...) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    self.parts[#self.parts + 1] = tostring((select(i, ...)))
  end
  return self
end
local b = setmetatable({parts = {}}, Buffer)
b:write("a", 1, nil, true):write("z")
print(tostring(b), b .. "!", "<" .. b .. ">", b .. b)
local function tee(...)
  local sinks = {...}
  return {write = function(_, s)
    for _, k in ipairs(sinks) do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      k:write(s)
    end
  end}
end
local c, d = setmetatable({parts = {}}, Buffer), setmetatable({parts = {}}, Buffer)
local t = tee(c, tee(d, b))
for i = 1, 5 do
  t:write(i)
end
print(tostring(c), tostring(d), tostring(b))
local upper = setmetatable({}, {__index = {write = function(_, s)
  c:write(tostring(s):upper())
end}})
for w in ("some words here"):gmatch("%a+") do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  upper:write(w)
end
print(tostring(c), #c[" 0x10 "])
