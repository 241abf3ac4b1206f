"""Planted faults: realistic bugs of the JIT, each a small change at its true place."""
