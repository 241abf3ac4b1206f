-- string.match with each class and each complement.
local text = "Hello, World 42!\tx\1y_\0z"
for class in ("acdlpsuwxzACDLPSUWXZ"):gmatch(".") do
  local p = "%" .. class
  local one, run, rest = text:match(p), text:match(p .. "+"), text:match(p .. "*$")
  print(p, one:byte(), #run, #rest)
end
print(text:match("%u%l*"), text:match("%l+"), #text:match("%c.-%c"), text:match("%p"))
print(text:match("%D+"), text:match("%L+"), text:match("%P+"), text:match("%W+"), #text:match("%Z+"))
print(text:match("%X"), text:match("%x+"), text:match("%U+"), #text:match("%C+"))
