"""The machine-code interpreter, built from semantics/."""
