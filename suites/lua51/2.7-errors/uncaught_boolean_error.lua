-- An uncaught error whose value is false.
print(pcall(error, false))
error(false)
