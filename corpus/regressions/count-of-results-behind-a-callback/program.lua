local function main()
  local n, kinds = 0, {}
  for i = 1, 40 do kinds[i] = i % 16 == 0 and "one" or "two" end
  local function step(kind)
    n = n + 1
    if kind == "one" then return kind end
    return kind, n
  end
  for i = 1, 40 do
    n = n + 100
    print(i, pcall(step, kinds[i]))
  end
  print(n)
end
main() main()
