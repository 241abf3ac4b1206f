"""Views of guest memory by guest address, whatever host address it lives at.

Reads and writes of aligned words in the arena go through typed memoryviews (about a tenth
of a microsecond); everything else through `struct` on the region's bytes.
"""

import ctypes
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.jit_under_test.runtime.memory_map import ARENA_BASE, ARENA_SIZE

_U16 = struct.Struct("<H")
_U32 = struct.Struct("<I")
_I32 = struct.Struct("<i")
_U64 = struct.Struct("<Q")
_I64 = struct.Struct("<q")
_F64 = struct.Struct("<d")
_MASK32 = (1 << 32) - 1
_MASK64 = (1 << 64) - 1


class MemoryFault(Exception):
    """Host code touched guest memory that isn't there, or wrote what is read-only."""

    def __init__(self, address: int, size: int, what: str) -> None:
        self.address = address
        self.size = size
        super().__init__(f"{what} of {size} bytes at {address:#x}")


@dataclass(frozen=True, slots=True)
class Region:
    """`size` bytes of guest memory at `base`, present at host address `host`."""

    name: str
    base: int
    size: int
    host: int
    writable: bool

    @property
    def view(self) -> memoryview:
        """The region's bytes as a flat writable memoryview."""
        return memoryview((ctypes.c_ubyte * self.size).from_address(self.host)).cast("B")


class Memory:
    """Typed reads and writes at guest addresses. All values are little endian.

    Integers to write are reduced modulo the width. Raises MemoryFault outside the regions
    and for writes into regions that aren't writable (image and code memory).
    """

    __slots__ = ("_bytes", "_f64", "_i64", "_regions", "_u32", "_u64", "_views")

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = tuple(regions)
        self._views = {region.name: region.view for region in regions}
        arena = next(r for r in regions if (r.base, r.size) == (ARENA_BASE, ARENA_SIZE))
        self._bytes = self._views[arena.name]
        self._u32 = self._bytes.cast("I")
        self._u64 = self._bytes.cast("Q")
        self._i64 = self._bytes.cast("q")
        self._f64 = self._bytes.cast("d")

    @property
    def regions(self) -> tuple[Region, ...]:
        """All mapped regions."""
        return self._regions

    def close(self) -> None:
        """Forget every view; any later access is a MemoryFault."""
        self._regions = ()
        self._views = {}
        empty = memoryview(b"")
        self._bytes = empty
        self._u32 = empty.cast("I")
        self._u64 = empty.cast("Q")
        self._i64 = empty.cast("q")
        self._f64 = empty.cast("d")

    def find(self, address: int, size: int = 1) -> Region | None:
        """The region that holds all of `size` bytes at `address`, if any."""
        for region in self._regions:
            if region.base <= address and address + size <= region.base + region.size:
                return region
        return None

    def host_address(self, address: int, size: int = 1) -> int:
        """Host address of a guest address. Raises MemoryFault if it isn't mapped."""
        region = self.find(address, size)
        if region is None:
            raise MemoryFault(address, size, "no guest memory for an access")
        return region.host + (address - region.base)

    def guest_address(self, host: int) -> int:
        """Guest address of a host address. Raises MemoryFault if it's in no region."""
        for region in self._regions:
            if region.host <= host < region.host + region.size:
                return region.base + (host - region.host)
        raise MemoryFault(host, 1, "no guest memory for a host address; access")

    def view(self, address: int, size: int) -> memoryview:
        """A byte view of guest memory, without a copy; valid until the machine closes."""
        data, offset = self._locate(address, size)
        return data[offset : offset + size]

    def read_bytes(self, address: int, size: int) -> bytes:
        """A copy of `size` bytes."""
        data, offset = self._locate(address, size)
        return bytes(data[offset : offset + size])

    def write_bytes(self, address: int, data: bytes | bytearray | memoryview) -> None:
        """Write all of `data`."""
        view, offset = self._locate_writable(address, len(data))
        view[offset : offset + len(data)] = data

    def read_cstring(self, address: int) -> bytes:
        """The bytes up to, and without, the next zero byte."""
        region = self.find(address)
        if region is None:
            raise MemoryFault(address, 1, "read")
        data = self._views[region.name]
        offset = address - region.base
        parts: list[bytes] = []
        while offset < region.size:
            # A page at a time, so that a stray pointer doesn't copy gigabytes.
            piece = bytes(data[offset : min(region.size, (offset | 0xFFF) + 1)])
            end = piece.find(0)
            if end >= 0:
                parts.append(piece[:end])
                return b"".join(parts)
            parts.append(piece)
            offset += len(piece)
        raise MemoryFault(address, region.size, "read of an unterminated string")

    def read_u8(self, address: int) -> int:
        """The byte at `address`."""
        data, offset = self._locate(address, 1)
        return data[offset]

    def write_u8(self, address: int, value: int) -> None:
        """Write one byte."""
        data, offset = self._locate_writable(address, 1)
        data[offset] = value & 0xFF

    def read_u16(self, address: int) -> int:
        """The unsigned 16-bit integer at `address`."""
        result: int = _U16.unpack_from(*self._locate(address, 2))[0]
        return result

    def write_u16(self, address: int, value: int) -> None:
        """Write a 16-bit integer."""
        _U16.pack_into(*self._locate_writable(address, 2), value & 0xFFFF)

    def read_u32(self, address: int) -> int:
        """The unsigned 32-bit integer at `address`."""
        offset = address - ARENA_BASE
        if not offset & 3 and offset >= 0:
            try:
                return self._u32[offset >> 2]
            except IndexError:  # beyond the arena, or the machine is closed
                pass
        result: int = _U32.unpack_from(*self._locate(address, 4))[0]
        return result

    def write_u32(self, address: int, value: int) -> None:
        """Write a 32-bit integer."""
        offset = address - ARENA_BASE
        if not offset & 3 and offset >= 0:
            try:
                self._u32[offset >> 2] = value & _MASK32
                return
            except IndexError:  # beyond the arena, or the machine is closed
                pass
        _U32.pack_into(*self._locate_writable(address, 4), value & _MASK32)

    def read_i32(self, address: int) -> int:
        """The signed 32-bit integer at `address`."""
        result: int = _I32.unpack_from(*self._locate(address, 4))[0]
        return result

    def write_i32(self, address: int, value: int) -> None:
        """Write a 32-bit integer."""
        self.write_u32(address, value)

    def read_u64(self, address: int) -> int:
        """The unsigned 64-bit integer at `address`."""
        offset = address - ARENA_BASE
        if not offset & 7 and offset >= 0:
            try:
                return self._u64[offset >> 3]
            except IndexError:  # beyond the arena, or the machine is closed
                pass
        result: int = _U64.unpack_from(*self._locate(address, 8))[0]
        return result

    def write_u64(self, address: int, value: int) -> None:
        """Write a 64-bit integer."""
        offset = address - ARENA_BASE
        if not offset & 7 and offset >= 0:
            try:
                self._u64[offset >> 3] = value & _MASK64
                return
            except IndexError:
                pass
        _U64.pack_into(*self._locate_writable(address, 8), value & _MASK64)

    def read_i64(self, address: int) -> int:
        """The signed 64-bit integer at `address`."""
        offset = address - ARENA_BASE
        if not offset & 7 and offset >= 0:
            try:
                return self._i64[offset >> 3]
            except IndexError:  # beyond the arena, or the machine is closed
                pass
        result: int = _I64.unpack_from(*self._locate(address, 8))[0]
        return result

    def write_i64(self, address: int, value: int) -> None:
        """Write a 64-bit integer."""
        self.write_u64(address, value)

    def read_f64(self, address: int) -> float:
        """The double at `address`."""
        offset = address - ARENA_BASE
        if not offset & 7 and offset >= 0:
            try:
                return self._f64[offset >> 3]
            except IndexError:  # beyond the arena, or the machine is closed
                pass
        result: float = _F64.unpack_from(*self._locate(address, 8))[0]
        return result

    def write_f64(self, address: int, value: float) -> None:
        """Write a double. A NaN may lose its payload on the way: write_u64 keeps bits."""
        _F64.pack_into(*self._locate_writable(address, 8), value)

    def _locate(self, address: int, size: int) -> tuple[memoryview, int]:
        offset = address - ARENA_BASE
        if 0 <= offset <= ARENA_SIZE - size and self._regions:
            return self._bytes, offset
        region = self.find(address, size)
        if region is None:
            raise MemoryFault(address, size, "read")
        return self._views[region.name], address - region.base

    def _locate_writable(self, address: int, size: int) -> tuple[memoryview, int]:
        offset = address - ARENA_BASE
        if 0 <= offset <= ARENA_SIZE - size and self._regions:
            return self._bytes, offset
        region = self.find(address, size)
        if region is None or not region.writable:
            raise MemoryFault(address, size, "write")
        return self._views[region.name], address - region.base
