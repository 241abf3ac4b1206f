-- Runs in PUC before a program and writes down, once each, what the program calls:
--   string.rep <TAB> 2 <TAB> sab <TAB> n3     a library function, its argument count and arguments
--   event __add <TAB> 1 <TAB> t <TAB> n       a metamethod, whose operand has it, operand types
-- Arguments are a type letter and for strings, numbers and booleans the value.
local path, io_open = ..., io.open
local getinfo, getlocal = debug.getinfo, debug.getlocal
local getmetatable, sethook = debug.getmetatable, debug.sethook
local type, rawget, tostring, pairs = type, rawget, tostring, pairs
local gsub, sub, format, byte = string.gsub, string.sub, string.format, string.byte
local concat, error, resume, create = table.concat, error, coroutine.resume, coroutine.create

-- A program that calls one function with ever new arguments is cut short.
local MOST_LINES, LONGEST, MOST_ARGUMENTS = 300, 200, 4

local out = io_open(path, "wb")
out:setvbuf("line") -- os.exit leaves no time to close it

local names = {}
for library, functions in pairs(package.loaded) do
  for name, value in pairs(functions) do
    if type(value) == "function" then
      names[value] = library == "_G" and name or library .. "." .. name
    end
  end
end
for name, value in pairs(getmetatable(out)) do
  if type(value) == "function" then names[value] = "file:" .. name end
end
for index, loader in pairs(package.loaders) do names[loader] = "package.loaders " .. index end

local EVENTS = {
  "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__concat", "__len", "__eq",
  "__lt", "__le", "__index", "__newindex", "__call", "__tostring",
}

local seen, counts = {}, {}
local function write(key, line)
  if seen[line] then return end
  seen[line] = true
  counts[key] = (counts[key] or 0) + 1
  if counts[key] <= MOST_LINES then out:write(line, "\n") end
end

local function escape(c) return format("\\%d", byte(c)) end
local function shown(value)
  local kind = type(value)
  if kind == "string" then return "s" .. gsub(sub(value, 1, LONGEST), "%c", escape) end
  if kind == "number" then return "n" .. format("%.17g", value) end
  if kind == "boolean" then return "b" .. tostring(value) end
  if kind == "nil" then return "0" end
  return sub(kind, 1, 1)
end

local threads = setmetatable({}, { __mode = "k" })
local hook
local function follow(thread)
  if thread and not threads[thread] then
    threads[thread] = true
    sethook(thread, hook, "cr")
  end
end

-- What a library function is given, without the slot that the hook itself takes behind it.
local function arguments(level)
  local values, count = {}, 0
  while true do
    local name, value = getlocal(level + 1, count + 1)
    if not name then break end
    count = count + 1
    values[count] = value
  end
  return values, count - 1
end

local function events(f, a, b)
  local ma, mb = getmetatable(a), getmetatable(b)
  if not ma and not mb then return end
  for i = 1, #EVENTS do
    local event = EVENTS[i]
    local first = ma ~= nil and rawget(ma, event) == f
    local second = mb ~= nil and rawget(mb, event) == f
    if first or second then
      local whose = first and second and "both" or first and "first" or "second"
      local line = "event " .. event .. "\t" .. whose .. "\t" .. type(a) .. "\t" .. type(b)
      write(line, line)
    end
  end
end

function hook(event)
  local f = getinfo(2, "f").func
  local name = names[f]
  if event ~= "call" then
    if name == "coroutine.create" then
      local values = arguments(2)
      for i = 1, #values do
        if type(values[i]) == "thread" then follow(values[i]) end
      end
    end
    return
  end
  if not name then
    local _, a = getlocal(2, 1)
    local _, b = getlocal(2, 2)
    return events(f, a, b)
  end
  local values, count = arguments(2)
  if counts[name] and counts[name] > MOST_LINES then return end
  local parts = { name, count }
  for i = 1, count < MOST_ARGUMENTS and count or MOST_ARGUMENTS do
    parts[#parts + 1] = shown(values[i])
  end
  write(name, concat(parts, "\t"))
  if name == "setmetatable" or name == "debug.setmetatable" then
    if type(values[2]) == "table" then
      for key, value in pairs(values[2]) do
        if type(key) == "string" and sub(key, 1, 2) == "__" then
          local line = "field " .. key .. "\t" .. type(values[1]) .. "\t" .. shown(value)
          write(line, line)
        end
      end
    end
  end
  events(f, values[1], values[2])
end
-- Nothing shows the thread inside the function that coroutine.wrap makes, so make it here.
local function results(ok, ...)
  if ok then return ... end
  error((...), 0)
end
names[coroutine.wrap] = nil
function coroutine.wrap(f)
  local thread = create(f)
  follow(thread)
  return function(...) return results(resume(thread, ...)) end
end
names[coroutine.wrap] = "coroutine.wrap"

sethook(hook, "cr")
