-- io.open: every mode, what it allows and what it keeps of the file.
local name = os.tmpname()
local function fill() local f = assert(io.open(name, "wb")) f:write("0123456789") f:close() end
local function content() local f = assert(io.open(name, "rb")) local s = f:read("*a") f:close() return s end
for _, mode in ipairs({ "r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "w+b", "a+b", "rb+" }) do
  fill()
  local f = assert(io.open(name, mode))
  local ok, m = f:write("AB")
  f:flush()
  f:seek("set", 4)
  local s = f:read(2)
  f:close()
  print(mode, ok == true or m, s, content())
end
os.remove(name)
for _, mode in ipairs({ "r", "r+", "rb" }) do
  local f, m, code = io.open(name, mode)
  print(mode, f, (m:gsub("^.*: ", "")), code)
end
for _, mode in ipairs({ "w", "a", "w+", "a+" }) do
  local f = io.open(name, mode)
  print(mode, io.type(f), f:close(), os.remove(name))
end
