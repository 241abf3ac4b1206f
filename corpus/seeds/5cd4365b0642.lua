-- A CSV reader with quotes, grouping, sorting and an aligned report.
local text = 'name,city,amount\n"Smith, J",Rome,10.5\nLee,"New ""York""",7\nKim,Rome,-3.25\n"Multi\nline",Oslo,100\nLee,Oslo,2\n'
local function parse(s)
  local rows, row, i = {}, {}, 1
  while i <= #s do
    local field
    if s:sub(i, i) == '"' then
      local buf, j = "", i + 1
      while true do
        local q = s:find('"', j, true)
        buf = buf .. s:sub(j, q - 1)
        if s:sub(q + 1, q + 1) == '"' then buf, j = buf .. '"', q + 2 else i = q + 1 break end
      end
      field = buf
    else
      field, i = s:match("^([^,\n]*)()", i)
    end
    row[#row + 1] = field
    local c = s:sub(i, i)
    i = i + 1
    if c == "\n" or c == "" then rows[#rows + 1] = row row = {} end
  end
  return rows
end
local rows = parse(text)
local header = table.remove(rows, 1)
local by_city = {}
for _, r in ipairs(rows) do
  local rec = {}
  for i, k in ipairs(header) do rec[k] = tonumber(r[i]) or r[i] end
  local g = by_city[rec.city] or { n = 0, sum = 0, names = {} }
  g.n, g.sum = g.n + 1, g.sum + rec.amount
  g.names[#g.names + 1] = rec.name:gsub("\n", " ")
  by_city[rec.city] = g
end
local cities = {}
for c in pairs(by_city) do cities[#cities + 1] = c end
table.sort(cities, function(a, b) return by_city[a].sum > by_city[b].sum end)
for _, c in ipairs(cities) do print(("%-12s %3d %10.2f %s"):format(c, by_city[c].n, by_city[c].sum, table.concat(by_city[c].names, "; "))) end
