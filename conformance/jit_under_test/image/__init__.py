"""From LLVM IR text to a relocated flat image at a fixed address, and its disk cache."""
