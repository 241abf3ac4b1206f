-- yield as argument, in expressions, conditions, constructors, loops and returns.
local function run(f)
  local co, out, sent = coroutine.create(f), {}, nil
  for i = 1, 20 do
    local r = { coroutine.resume(co, i) }
    out[#out + 1] = tostring(r[2])
    if coroutine.status(co) == "dead" then break end
  end
  print(table.concat(out, " "))
end
local yield = coroutine.yield
run(function() return yield("a") + yield("b") * yield("c") end)
run(function() local t = { yield(1), yield(2), x = yield(3), yield(4) } return #t .. t[1] .. t.x end)
run(function() if yield("cond") and not yield("second") then return "then" else return "else" end end)
run(function() for i = yield("from"), yield("to") do yield(i) end return "end" end)
run(function() while yield("w") < 4 do end return "done" end)
run(function() return (yield(yield(yield(1)))) end)
run(function() local s = "" for k in ipairs({ 1, 2 }) do s = s .. yield(k) end return s end)
run(function(a, ...) return yield(a), yield(select("#", ...)), yield("x" .. yield("y")) end)
run(function() return yield("tail") end)
run(function() local x = yield() or "none" yield(x) return x .. yield("z") end)
