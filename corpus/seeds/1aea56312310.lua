-- The queens of a chess board: backtracking over arrays of flags.
local function solve(n)
  local cols, up, down, count, first = {}, {}, {}, 0, nil
  local place = {}
  local function try(row)
    if row > n then
      count = count + 1
      first = first or table.concat(place, " ")
      return
    end
    for c = 1, n do
      if not (cols[c] or up[row + c] or down[row - c]) then
        cols[c], up[row + c], down[row - c], place[row] = true, true, true, c
        try(row + 1)
        cols[c], up[row + c], down[row - c] = false, nil, false
      end
    end
  end
  try(1)
  return count, first
end
for n = 1, 6 do print(n, solve(n)) end
