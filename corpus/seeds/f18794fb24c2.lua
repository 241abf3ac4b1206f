-- A small world driven by commands: tables of tables, methods, string matching.
local world = {
  hall = { text = "a hall", exits = { north = "library", east = "kitchen" }, items = { lamp = true } },
  library = { text = "a library", exits = { south = "hall" }, items = { book = true } },
  kitchen = { text = "a kitchen", exits = { west = "hall", down = "cellar" }, items = {} },
  cellar = { text = "a dark cellar", exits = { up = "kitchen" }, items = { gold = true }, dark = true },
}
local player = { at = "hall", items = {}, moves = 0, score = 0 }
local function list(t) local r = {} for k in pairs(t) do r[#r + 1] = k end table.sort(r) return #r > 0 and table.concat(r, ", ") or "nothing" end
local verbs = {}
function verbs.look() local r = world[player.at] if r.dark and not player.items.lamp then return "it is dark" end return ("%s; exits: %s; items: %s"):format(r.text, list(r.exits), list(r.items)) end
function verbs.go(dir) local to = world[player.at].exits[dir] if not to then return "no way " .. tostring(dir) end player.at, player.moves = to, player.moves + 1 return verbs.look() end
function verbs.take(item) local r = world[player.at] if not r.items[item] or (r.dark and not player.items.lamp) then return "no " .. tostring(item) .. " here" end r.items[item], player.items[item], player.score = nil, true, player.score + (item == "gold" and 10 or 1) return "taken" end
function verbs.drop(item) if not player.items[item] then return "you have no " .. tostring(item) end player.items[item], world[player.at].items[item] = nil, true return "dropped" end
function verbs.inventory() return "you carry " .. list(player.items) end
local aliases = { n = "go north", s = "go south", e = "go east", w = "go west", u = "go up", d = "go down", i = "inventory", l = "look" }
local function command(line)
  local verb, arg = (aliases[line] or line):lower():match("^%s*(%a+)%s*(%a*)")
  local f = verb and verbs[verb]
  return f and f(arg ~= "" and arg or nil) or "what?"
end
for _, line in ipairs({ "look", "take book", "n", "TAKE book", "i", "n", "s", "e", "d", "take gold", "u", "w", "take lamp", "e", "d", "take gold", "drop book", "l", "i", "dance", "", "go" }) do print("> " .. line, command(line)) end
print(player.moves, player.score)
