local _fuel = 6000
local function churn()
  for i = 1, 50 do
    local _ = {{}, "s" .. i, function()
      return i
    end}
  end
end
local function collect()
  churn()
  collectgarbage()
  churn()
end
local upvalue = {name = "upvalue"}
local function closure()
  return upvalue.name
end
local co = coroutine.wrap(function()
  local own = {name = "coroutine local"}
  while true do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    coroutine.yield(own.name)
  end
end)
local t = setmetatable({}, {__index = function(_, k)
  return {name = "made " .. k}
end})
print(co())
collect()
print(closure(), co(), t.x.name)
local a, b, c = {1}, {2}, {3}
collect()
print(a[1], b[1], c[1])
local function args(x, y)
  collect()
  return x[1] .. y[1]
end
print(args({"p"}, {"q"}))
local function varargs(...)
  collect()
  return select("#", ...), (select(2, ...))[1]
end
print(varargs({}, {"second"}, {}))
print(({collect(), "list"})[2], #{{}, {}, collect()})
print(("con" .. tostring(1)) .. (collect() or "cat") .. ("ena" .. "te"))
for i, v in ipairs({{"x"}, {"y"}}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  collect()
  io.write(i, v[1], " ")
end
print()
for k, v in pairs({[{1}] = {2}}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  collect()
  print(k[1], v[1])
end
local cyc = {}
cyc.self, cyc.other = cyc, {back = cyc}
collect()
print(cyc.self == cyc, cyc.other.back == cyc)
local holder = {}
for i = 1, 100 do
  holder[i] = {i, tostring(i)}
  if i % 25 == 0 then
    collect()
  end
end
local sum = 0
for i = 1, 100 do
  sum = sum + holder[i][1] + #holder[i][2]
end
print(sum)
local threads = {}
for _hot = 1, 60 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  do
    local _turn58 = 0
    do
      local _turn38 = 0
      for i = 1, 10 do
        _turn38 = _turn38 + 1
        if _turn38 == 5 then
          _turn58 = 2147483648
        end
        _turn58 = _turn58 + 1
        if _turn58 == 5 then
          v = 0.5
        end
        threads[i] = coroutine.wrap(function(v)
          for _hot = 1, 10 do
            _fuel = _fuel - 1
            if _fuel < 0 then
              break
            end
            while true do
              _fuel = _fuel - 1
              if _fuel < 0 then
                break
              end
              v = v + #coroutine.yield(v) + i
            end
          end
        end)
        threads[i](i)
      end
    end
  end
end
collect()
for i = 1, 10 do
  io.write(threads[i]({1, 2}), " ")
end
print()
print(pcall(function()
  local x = {"kept"}
  collect()
  error(x[1], 0)
end))
print((("abc"):gsub(".", function(ch)
  collect()
  return ch .. ch
end)))
