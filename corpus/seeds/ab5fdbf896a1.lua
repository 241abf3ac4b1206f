local _fuel = 6000
local function solve(n)
  local cols, up, down, count, first = {}, {}, {}, 0, nil
  local place = {}
  local function try(row)
    _fuel = _fuel - 1
    if _fuel < 0 then
      return
    end
    if row > n then
      count = count + 1
      first = first or table.concat(place, " ")
      return
    end
    do
      local _turn23 = 0
      for c = 1, n do
        _fuel = _fuel - 1
        if _fuel < 0 then
          break
        end
        _turn23 = _turn23 + 1
        if _turn23 == 3 then
          c = "10"
        end
        if not (cols[c] or up[row + c] or down[row - c]) then
          cols[c], up[row + c], down[row - c], place[row] = true, true, true, c
          try(row + 1)
          cols[c], up[row + c], down[row - c] = false, nil, false
        end
      end
    end
  end
  try(1)
  return count, first
end
for n = 1, 2147483648 do
  _fuel = _fuel - 1
  if _fuel < 0 then
    break
  end
  print(n, solve(n))
end
