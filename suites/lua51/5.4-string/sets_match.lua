-- Sets in string.match and gsub: ranges over bytes, and sets that hold zeros.
print(("key = value"):match("^([a-z]+)%s*=%s*([a-z]+)$"))
print(("0x1F"):match("0[xX]([0-9a-fA-F]+)"), ("#ff00aa"):match("#([0-9a-f]+)"))
print(("path/to/file.txt"):match("[^/]+$"), ("path/to/file.txt"):match("^(.*)/"))
print(("a\0b\0c"):match("[^%z]+"), #("a\0b\0c"):match("[%z%a]+"), ("\200\201"):match("[\200-\210]+") == "\200\201")
print(("héllo"):gsub("[\128-\255]+", "?"), ("a]b"):gsub("[]]", "."), ("a^b"):gsub("[%^x]", "."))
print(("2024-01-02"):match("(%d+)-(%d+)-(%d+)"), ("k:v"):match("([^:]*):([^:]*)"))
print(("{[}]"):gsub("[%[%]{}]", { ["{"] = "<", ["}"] = ">" }))
