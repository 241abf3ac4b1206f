-- debug.debug reads commands from standard input, which is empty here, and so ends at once.
print(select("#", debug.debug()))
print(pcall(debug.debug))
print(pcall(debug.debug, "ignored"))
io.write("after\n")
