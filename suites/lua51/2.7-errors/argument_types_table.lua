-- "bad argument": what is expected and got, for every pair of a function and a wrong type.
local wrong = { n = 7, 5, "text", true, {}, print, newproxy(), nil }
local functions = {
  { "abs", math.abs }, { "rep", string.rep }, { "concat", table.concat }, { "insert", table.insert },
  { "upper", string.upper }, { "ipairs", ipairs }, { "rawget", rawget }, { "setmetatable", setmetatable },
  { "resume", coroutine.resume }, { "create", coroutine.create }, { "type", io.type }, { "unpack", unpack },
  { "tonumber", tonumber }, { "select", select }, { "setfenv", setfenv }, { "getinfo", debug.getinfo },
}
for _, pair in ipairs(functions) do
  for i = 1, wrong.n do
    local ok, e = pcall(pair[2], wrong[i])
    if not ok then print(pair[1], type(wrong[i]), e) end
  end
  print(pair[1], pcall(pair[2]) and "accepts nothing" or select(2, pcall(pair[2])))
end
