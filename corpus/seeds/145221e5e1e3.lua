-- Breadth and depth first search, topological order, components, spanning tree.
local edges = { { "a", "b", 4 }, { "a", "c", 1 }, { "c", "b", 2 }, { "b", "d", 5 }, { "c", "d", 8 }, { "e", "f", 3 }, { "d", "g", 3 }, { "f", "h", 1 } }
local adj, names = {}, {}
for _, e in ipairs(edges) do
  for i = 1, 2 do
    local u, v = e[i], e[3 - i]
    if not adj[u] then adj[u] = {} names[#names + 1] = u end
    table.insert(adj[u], v)
  end
end
table.sort(names)
for _, u in ipairs(names) do table.sort(adj[u]) end
local function bfs(s) local dist, q, i = { [s] = 0 }, { s }, 1 while q[i] do for _, v in ipairs(adj[q[i]]) do if not dist[v] then dist[v] = dist[q[i]] + 1 q[#q + 1] = v end end i = i + 1 end return dist, q end
local d, order = bfs("a")
print(table.concat(order, " "), d.g, d.h)
local seen, comps = {}, {}
local function dfs(u, out) seen[u] = true out[#out + 1] = u for _, v in ipairs(adj[u]) do if not seen[v] then dfs(v, out) end end return out end
for _, u in ipairs(names) do if not seen[u] then comps[#comps + 1] = table.concat(dfs(u, {}), "") end end
print(table.concat(comps, " "))
table.sort(edges, function(x, y) if x[3] ~= y[3] then return x[3] < y[3] end return x[1] < y[1] end)
local parent = {}
local function find(x) while parent[x] and parent[x] ~= x do x = parent[x] end return x end
local weight, used = 0, {}
for _, e in ipairs(edges) do local u, v = find(e[1]), find(e[2]) if u ~= v then parent[u] = v weight = weight + e[3] used[#used + 1] = e[1] .. e[2] end end
print(weight, table.concat(used, " "))
local deps = { app = { "lib", "log" }, lib = { "core" }, log = { "core", "io" }, core = {}, io = { "core" } }
local function topo(deps)
  local state, out = {}, {}
  local function visit(n) if state[n] == "done" then return end if state[n] then error("cycle at " .. n, 0) end state[n] = "open" for _, m in ipairs(deps[n]) do visit(m) end state[n] = "done" out[#out + 1] = n end
  local keys = {}
  for k in pairs(deps) do keys[#keys + 1] = k end
  table.sort(keys)
  for _, k in ipairs(keys) do visit(k) end
  return table.concat(out, " ")
end
print(topo(deps))
deps.core = { "app" }
print(pcall(topo, deps))
