-- An uncaught error below tail calls: the traceback shows that calls were lost.
local function last() error("in the last function") end
local function middle() return last() end
local function first()
  local r = middle()
  return r
end
print("start")
first()
