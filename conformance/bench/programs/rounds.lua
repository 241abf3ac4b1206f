-- Runs a program again and again in one state, and tells on stderr how many seconds of processor
-- time each round took: rounds.lua FILE ROUNDS ARGUMENTS.
local file, rounds, argument = ...
local clock, stderr, format = os.clock, io.stderr, string.format
local program = assert(loadfile(file))
for _ = 1, tonumber(rounds) do
  local started = clock()
  program(argument)
  stderr:write(format("%.6f\n", clock() - started))
end
