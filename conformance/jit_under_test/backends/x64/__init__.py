"""The x86-64 backend: fragments to machine code for the System V ABI, SSE4.1 assumed."""
