"""Limits of recordings."""

from typing import Final

MAX_INSTRUCTIONS: Final = 4000  # IR instructions of one recording
MAX_UNROLLED: Final = 8  # loop edges passed while recording, of loops that aren't compiled
MAX_DEPTH: Final = 20  # inlined frames
MAX_RETURNS: Final = 4  # returns below the entry frame in one recording
MAX_EXTRA: Final = 100  # extra arguments of a function
MAX_SLOTS: Final = 500  # run_fragment guarantees 600 above the base
