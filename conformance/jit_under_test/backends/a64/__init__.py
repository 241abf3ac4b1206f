"""The ARM64 backend: fragments to AArch64 machine code."""
