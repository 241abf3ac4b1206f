"""Minimizer: shrinks a program, and the options of its run, while a property holds."""
