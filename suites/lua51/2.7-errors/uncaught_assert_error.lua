-- assert with a message ends the program when nothing catches it.
local function checked(list)
  for i, v in ipairs(list) do
    assert(type(v) == "number", "item " .. i .. " is a " .. type(v))
  end
  return #list
end
print(checked({}))
print(checked({ 1, 2, 3 }))
print(pcall(checked, { 1, "x" }))
print(pcall(checked, { 1, 2, {} }))
print(select("#", assert(1, 2, 3)))
checked({ 1, 2, 3, true })
print("never")
