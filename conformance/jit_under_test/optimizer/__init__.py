"""Optimizations of fragments, one module per pass."""
