-- exp, log, log10, sqrt, pow: identities and exact values.
print(math.exp(0), math.exp(1), math.exp(-1), math.exp(10), math.exp(710), math.exp(-750))
print(math.log(1), math.log(10), math.log(2), math.log(0.5), math.log(0), math.log(math.exp(3)))
print(math.log10(1), math.log10(10), math.log10(1000), math.log10(0.001), math.log10(0), math.log10(2))
print(math.sqrt(0), math.sqrt(1), math.sqrt(2), math.sqrt(1e300), math.sqrt(0.25), math.sqrt(2 ^ 52))
print(math.log(-1) ~= math.log(-1), math.sqrt(-1) ~= math.sqrt(-1), math.log10(-1) ~= math.log10(-1))
print(pcall(math.log))
print(pcall(math.log, "x"))
print(math.log(8, 2) == math.log(8), math.log(100, 10) == math.log(100))
for i = 0, 10 do io.write(math.sqrt(i * i), " ", math.log10(10 ^ i), " ") end
print()
