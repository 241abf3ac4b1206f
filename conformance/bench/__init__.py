"""Benchmarks: `moondiff bench`, and modules that measure one part each with `python -m`."""
