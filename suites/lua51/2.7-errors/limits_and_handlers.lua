-- reference: no
-- What passes a limit of the compiler is refused; a list of the compiler's that cannot grow is an
-- error of the running program in PUC, which a message handler sees, and others are not.
local function names(count, separator)
  local t = {}
  for i = 1, count do t[i] = "a" .. i end
  return table.concat(t, separator)
end
local SOURCES = {
  { "locals", ("do local a end "):rep(32768) },
  { "active locals", "local " .. names(201, ",") },
  { "registers", "f(" .. names(251, ",") .. ")" },
  { "levels", ("("):rep(300) },
  { "upvalues", "local " .. names(61, ",") .. " function f() return " .. names(61, "+") .. " end" },
  { "syntax", "x = = 1" },
}
local function show(what, how, ...)
  local t = { ... }
  for i = 1, select("#", ...) do
    t[i] = tostring(t[i]):gsub("function: 0x%x+", "function")
  end
  print(what, how, unpack(t))
end
local function handler(message)
  return "handled: " .. tostring(message)
end
for _, case in ipairs(SOURCES) do
  local what, source = unpack(case)
  show(what, "xpcall", xpcall(function() return loadstring(source, "=s") end, handler))
  if what ~= "locals" then -- which take long to compile
    show(what, "plain", loadstring(source, "=s"))
    show(what, "pcall", pcall(loadstring, source, "=s"))
    show(what, "assert", xpcall(function() return assert(loadstring(source, "=s")) end, handler))
    show(what, "coroutine", coroutine.wrap(function() return loadstring(source, "=s") end)())
    show(what, "load", load(function() local s = source source = nil return s end, "=s"))
  end
  local name = os.tmpname()
  local file = io.open(name, "w")
  file:write(case[2])
  file:close()
  local ok, message = xpcall(function() return dofile(name) end, handler)
  print(what, "dofile", ok, (message:gsub(name, "FILE")))
  os.remove(name)
end
