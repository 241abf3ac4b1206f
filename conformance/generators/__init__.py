"""Generators: decisions in, terminating and deterministic Lua 5.1 programs out."""
