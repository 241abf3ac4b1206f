"""The Lua 5.1 manual as a table of entries, and which suite programs show each of them."""
