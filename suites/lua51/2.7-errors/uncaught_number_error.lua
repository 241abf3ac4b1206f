-- An uncaught error whose value is a number is shown as one.
io.write("before the error\n")
error(42)
