"""The reference executor: Lua code run by the semantics alone, in plain Python."""
