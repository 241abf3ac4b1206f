for i = 0, 19 do for _ = 0, 2 do end end
