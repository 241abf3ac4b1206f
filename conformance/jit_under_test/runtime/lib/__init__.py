"""The standard library in the kernel language: one module per manual section.

Each module's FUNCTIONS maps Lua names to kernels.
"""
