"""LuaJIT 2.1, the peer: Lua 5.1 with small, known differences in error texts and tracebacks."""

from __future__ import annotations

from conformance.oracles.engines import Reserved
from conformance.oracles.puc import CLuaEngine

# Its allocator reserves address space in large steps, and machine code near the library.
LUAJIT = CLuaEngine("luajit", "luajit21", Reserved(address_space=1 << 30))
