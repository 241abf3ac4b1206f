-- os.exit(false) and numbers given as strings.
-- reference: all
print(pcall(os.exit, {}))
print(pcall(os.exit, "x"))
io.stdout:write("last words\n")
os.exit("3")
