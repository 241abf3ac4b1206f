-- string.find with each class and each complement, plain, repeated and in a set.
local text = "Hello, World 42!\tx\1y_\0z"
for class in ("acdlpsuwxzACDLPSUWXZ"):gmatch(".") do
  local p = "%" .. class
  print(p, text:find(p), text:find(p .. "+"), text:find("[" .. p .. "]-" .. p, 3))
end
print(text:find("%c%d"), text:find("%d%d"), text:find("%s%u%l+"), text:find("%x%x"))
print(text:find("%p%s"), text:find("%w+%p"), text:find("%C%c"), text:find("%D%d"))
print(text:find("%L%l"), text:find("%P%p"), text:find("%S%s"), text:find("%U%u"))
print(text:find("%W%w"), text:find("%X%x"), text:find("%Z%z"), text:find("%z%Z"))
