"""Function prototypes: what the compiler makes and what binary chunks hold."""

from dataclasses import dataclass
from typing import Final

Constant = None | bool | float | bytes

# Bits of Prototype.is_vararg.
VARARG_HAS_ARG: Final = 1  # there is a local variable `arg`
VARARG_IS_VARARG: Final = 2  # the parameter list ends in `...`
VARARG_NEEDS_ARG: Final = 4  # `...` is never read, so the table `arg` must be built at entry


@dataclass(frozen=True, slots=True)
class LocalVariable:
    """A local variable and the half-open range of pcs in which it is alive."""

    name: bytes
    start_pc: int
    end_pc: int


@dataclass(frozen=True, slots=True, eq=False)
class Prototype:
    """One Lua function, not yet closed over its upvalues. Compared by identity.

    `lineinfo` has one line per instruction, or is empty when stripped; so are `locvars` and
    `upvalue_names`. `source` is the chunk name with its `=` or `@` mark. `is_vararg` holds the
    VARARG bits. `linedefined` is 0 for the main function.
    """

    code: tuple[int, ...]
    constants: tuple[Constant, ...]
    protos: tuple["Prototype", ...]
    lineinfo: tuple[int, ...]
    locvars: tuple[LocalVariable, ...]
    upvalue_names: tuple[bytes, ...]
    source: bytes
    linedefined: int
    lastlinedefined: int
    nups: int
    numparams: int
    is_vararg: int
    maxstacksize: int
