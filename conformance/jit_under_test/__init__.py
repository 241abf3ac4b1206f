"""The Lua 5.1 JIT under test; it knows nothing of the harness."""
