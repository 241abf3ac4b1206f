"""The runtime in the kernel language: values, objects, strings, tables, frames, libraries."""
