"""Unicorn machines: ARM64 on any host, and x86-64 for running under a microscope."""
