"""Oracles: run a program on an engine, observe it, and compare with PUC Lua 5.1."""
