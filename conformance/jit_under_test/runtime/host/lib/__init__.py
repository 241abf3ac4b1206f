"""Library functions in plain Python: those that are rarely called.

Each module has FUNCTIONS: `(runtime) -> number of results pushed`, arguments as in arguments.py.
"""
