"""Where everything lives: guest addresses, the same on every machine and architecture.

Fixed addresses make heaps comparable word for word between architectures, let code
embed addresses, and keep runs free of address randomisation.
"""

from typing import Final

IMAGE_BASE: Final = 0x6000_0000  # below 2 GiB: x86-64 code may use 32-bit absolute relocations
IMAGE_LIMIT: Final = 64 << 20
CODE_BASE: Final = 0x6400_0000  # near the image: direct calls and branches reach it on x86-64
CODE_SIZE: Final = 64 << 20
STACK_BASE: Final = 0x6900_0000  # native stack of emulated machines
STACK_SIZE: Final = 16 << 20
TRAP_BASE: Final = 0x6A00_0000  # emulated machines: import i is the address TRAP_BASE + 16 * i
TRAP_SIZE: Final = 1 << 16
TRAP_STRIDE: Final = 16

ARENA_BASE: Final = 0x10_0000_0000
ARENA_SIZE: Final = 64 << 30
VM_ADDRESS: Final = ARENA_BASE
IMPORT_TABLE: Final = ARENA_BASE + 0x1_0000
IMPORT_LIMIT: Final = 512
DISPATCH_TABLES: Final = ARENA_BASE + 0x2_0000
OUTPUT_BUFFER: Final = ARENA_BASE + 0x4_0000  # of the standard output
FRAGMENT_TABLE: Final = ARENA_BASE + 0x8_0000  # entry address by fragment number
FRAGMENT_LIMIT: Final = 0x1_0000
EXIT_TABLE: Final = ARENA_BASE + 0x10_0000
EXIT_LIMIT: Final = 0x370_0000 // 64
SITE_TABLE: Final = ARENA_BASE + 0x380_0000  # u64 counters of the sites of forced exits
SITE_LIMIT: Final = 0x80_0000 // 8
HEAP_BASE: Final = ARENA_BASE + 0x400_0000

MOST_SUNK: Final = 16  # objects that one exit makes at most
EXCHANGE_WORDS: Final = 32  # through which the host calls functions
JIT_FRAME_SIZE: Final = 1024  # bytes of spill area shared by all fragments
