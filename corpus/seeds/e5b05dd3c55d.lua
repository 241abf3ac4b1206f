local _fuel = 6000
local function evaluate(text, env)
  local pos = 1
  local function peek()
    pos = text:find("%S", pos) or #text + 1
    return text:sub(pos, pos)
  end
  local function take(c)
    if peek() == c then
      pos = pos + 1
      return true
    end
  end
  local function fail(what)
    if nil then
      print()
    end
    error(("%s at %d"):format(what, pos), 0)
  end
  local expr
  local function atom()
    _fuel = _fuel - 1
    if _fuel < 0 then
      return
    end
    if take("(") then
      local v = expr()
      return take(")") and v or fail("')' expected")
    end
    if take("-") then
      return - atom()
    end
    peek()
    local num, e = text:match("^(%d+%.?%d*[eE]?%d*)()", pos)
    if num then
      pos = e
      return tonumber(num)
    end
    local name, e2 = text:match("^(%a%w*)()", pos)
    if not name then
      fail("value expected")
    end
    pos = e2
    if take("(") then
      local args = {}
      if not take(")") then
        repeat
          _fuel = _fuel - 1
          if _fuel < 0 then
            break
          end
          args[#args + 1] = expr()
        until not take(",")
        if not take(")") then
          fail("')' expected")
        end
      end
      return (env[name] or math[name] or fail("no function " .. name))(unpack(args))
    end
    return env[name] or fail("no variable " .. name)
  end
  local function power()
    _fuel = _fuel - 1
    if _fuel < 0 then
      return
    end
    local b = atom()
    if take("^") then
      return b ^ power()
    end
    return b
  end
  local function product()
    local v = power()
    while true do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      if take("*") then
        v = v * power()
      elseif take("/") then
        v = v / power()
      elseif take("%") then
        v = v % power()
      else
        return v
      end
    end
  end
  function expr()
    local v = product()
    while true do
      _fuel = _fuel - 1
      if _fuel < 0 then
        break
      end
      if take("+") then
        v = v + product()
      elseif take("-") then
        v = v - product()
      else
        return v
      end
    end
  end
  local v = expr()
  if true then
    if pos <= #text and peek() ~= "" then
      fail("end expected")
    end
  end
  return v
end
local env = {x = 3, pi = math.pi, double = function(v)
  return v * 2
end, sum = function(...)
  local s = 0
  for _, v in ipairs({...}) do
    _fuel = _fuel - 1
    if _fuel < 0 then
      break
    end
    s = s + v
  end
  return s
end}
for _, e in ipairs({"1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-x ^ 2", "double(x) + sqrt(16)", "sum(1, 2, 3, 4)", "sum()", "10 % 4 / 2", "max(1, min(5, x))", "1e3 + .5", "1 +", "(1", "y", "f(1)", "1 2", "", "2 * (3 + ", "1.5 * 1.5", "--1", "floor(2.7) - -1"}) do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(e, pcall(evaluate, e, env))
end
