-- os.setlocale: every category, asking, the C locale, names that are none.
for _, category in ipairs({ "all", "collate", "ctype", "monetary", "numeric", "time" }) do
  print(category, os.setlocale(nil, category), os.setlocale("C", category), os.setlocale("xx_XX.none", category))
end
print(os.setlocale(), os.setlocale("C"), os.setlocale("POSIX") ~= nil, os.setlocale("C"))
print(os.setlocale("xx_XX.none"))
print(pcall(os.setlocale, "C", "bad"))
print(pcall(os.setlocale, {}))
print(pcall(os.setlocale, "C", {}))
