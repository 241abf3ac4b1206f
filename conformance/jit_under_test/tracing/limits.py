"""Limits of recordings."""

from typing import Final

from conformance.jit_under_test.tracing.aborts import Reason

MAX_INSTRUCTIONS: Final = 4000  # IR instructions of one recording
MAX_UNROLLED: Final = 8  # loop edges passed while recording, of loops that aren't compiled
SHORT_LOOP: Final = 2  # recordings of a loop that left it, after which side fragments unroll it
MAX_DEPTH: Final = 20  # inlined frames
MAX_RECURSION: Final = 2  # inlined calls of a function in itself
MAX_RETURNS: Final = 4  # returns below the entry frame in one recording
MAX_EXTRA: Final = 100  # extra arguments of a function
MAX_SLOTS: Final = 500  # run_fragment guarantees 600 above the base; NEARBY of `apart` is 512
MAX_INHERITED: Final = 40  # values that a side fragment takes over from registers
# Side fragments in a row that do so. Each needs some spill slots of its own, and fewer on machines
# with more registers. This limit comes first, so that all machines have the same fragments.
MAX_CHAIN: Final = 8
MAX_INHERITED_SPILLS: Final = 96  # spill slots in use where one begins, of 128
MAX_SIDES: Final = 100  # side fragments of one root fragment
TRIES: Final = 4  # failed recordings of one place before it is left to the interpreter
# The same where the last recording failed for a reason that may pass, or will hardly.
_MANY: Final = (Reason.RETURN, Reason.INNER_LOOP, Reason.ERROR, Reason.LOOP_UNSTABLE)
TRIES_BY_REASON: Final = {**dict.fromkeys(_MANY, 10), Reason.TOO_SHORT: 2}
# How often the number of passes until the next try is doubled for each failed one, if not once.
PATIENCE: Final = {Reason.TOO_SHORT: 5}
