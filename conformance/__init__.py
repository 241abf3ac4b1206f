"""moondiff: a differential conformance and fuzzing harness for a Lua 5.1 JIT."""
