-- string.format: all combinations of flags, width and precision of %d.
local flags = { "", "-", "+", " ", "0", "-+", "- ", "+0", " 0", "+ ", "-0" }
for _, flag in ipairs(flags) do
  for _, size in ipairs({ "", "1", "6", ".0", ".3", "6.3", "12.10" }) do
    local f = "%" .. flag .. size .. "d"
    io.write(f, "[", f:format(0), "|", f:format(42), "|", f:format(-42), "]")
  end
  print()
end
