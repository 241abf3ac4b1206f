-- Long strings at several levels: nothing is escaped and the first newline is dropped.
local function show(s)
  return #s .. " " .. string.format("%q", s)
end

print(show([[plain]]))
print(show([=[level one]=]))
print(show([==[ ]] and ]=] inside ]==]))
print(show([[
first newline dropped]]))
print(show([[

second newline kept]]))
print(show([[\n is not an escape \65]]))
print(show([["quotes" and 'quotes']]))
print(show([[a
b
]]))
print(show([[]]), show([=[]]=]), show([==[]=]==]))
print(show([=[[]=]), show([=[]=]))
print(show([[ -- not a comment ]]))
print(show([=[
]]
]=]))
print([[x]] == "x", [=[x]=] == 'x', #[[

]])
local t = { [ [[key]] ] = 1, [ [=[other]=] ] = 2 }
print(t.key, t.other)
local i = { 5, 6 }
local at = { 1, 2 }
print(i[at[1]], i[at[2]])
for _, source in ipairs({
  "return [[open", "return [=[open]]", "return [=", "return [==x", "return [[a]b]]",
  "return [[\r\nx]]", "return [[\n\rx]]", "return [[\r\rx]]", "return [[a\r\nb]]", "return '[[]]'",
}) do
  local f, message = loadstring(source, "=long")
  print(f and show(f()) or message)
end
