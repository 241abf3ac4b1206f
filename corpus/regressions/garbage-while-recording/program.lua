-- A function that a loop loads and calls, with its constants, is garbage before the loop's
-- recording ends.
for source in ipairs {"", "", "", "", ""} do loadstring "" "" end
