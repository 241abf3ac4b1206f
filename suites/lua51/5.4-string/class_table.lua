-- Every class and its complement, over all 256 bytes: counts and a sum of the bytes.
for class in ("acdlpsuwxz"):gmatch(".") do
  for _, c in ipairs({ class, class:upper() }) do
    local count, sum, first = 0, 0, nil
    for b = 0, 255 do
      if string.char(b):find("%" .. c) then
        count, sum, first = count + 1, sum + b, first or b
      end
    end
    print(c, count, sum, first)
  end
end
