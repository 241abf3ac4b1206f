-- os.exit inside a coroutine inside pcall ends the whole program.
-- reference: all
print(pcall(function()
  local co = coroutine.wrap(function()
    print("inside")
    os.exit(0)
  end)
  co()
end))
print("never")
