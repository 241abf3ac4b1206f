"""Images on disk, keyed by everything that goes into them; built when missing.

Warm loads are the common case and matter to every command's start: this module imports no
LLVM, and an image file is a JSON header followed by the bytes to map.
"""

import contextlib
import dataclasses
import fcntl
import hashlib
import importlib.util
import json
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from conformance.jit_under_test.image.model import Image, ImageSource
from conformance.jit_under_test.machine.imports import ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch

Build = Callable[[Arch], ImageSource]
# What goes on, and the share of a build that is done.
Progress = Callable[[str, float], None]


def silent(_text: str, _done: float) -> None:
    """The progress callback of callers that show none."""


# magic, length of the JSON header, CRC-32 of header and data, length of the data
_PREFIX: Final = struct.Struct("<8sIIQ")
_MAGIC: Final = b"moonimg1"
_KEPT_PER_ARCH: Final = 8  # a few branches' worth; an image is some megabytes
_SOURCE_FOLDERS: Final = (
    "kernel",
    "runtime",
    "semantics",
    "interpreter",
    "image",
    "bytecode",
    "machine",
)
# A process that began before a source was edited may build from modules older than the file
# that was hashed; such an image mustn't be found under that hash.
_STARTED: Final = time.time()


def cache_folder() -> Path:
    """Where images are kept: $XDG_CACHE_HOME/moondiff, by default ~/.cache/moondiff."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "moondiff"


def _root() -> Path:
    return Path(__file__).parent.parent


def _source_files() -> list[Path]:
    return [path for folder in _SOURCE_FOLDERS for path in sorted((_root() / folder).rglob("*.py"))]


def _edited_since_start() -> bool:
    return any(path.stat().st_mtime >= _STARTED for path in _source_files())


def sources_hash() -> str:
    """A hash of all sources that decide what an image holds, and of LLVM's version."""
    digest = hashlib.sha256()
    root = _root()
    for path in _source_files():
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    # The version file is read, not imported: importing llvmlite takes longer than a warm load.
    spec = importlib.util.find_spec("llvmlite")
    if spec is not None and spec.submodule_search_locations:
        for location in spec.submodule_search_locations:
            digest.update((Path(location) / "_version.py").read_bytes())
    return digest.hexdigest()


def load_or_build(arch: Arch, key: str, build: Build, progress: Progress = silent) -> Image:
    """The image for `arch` under `key`, from the cache or built now.

    `build` gives the sources; `progress` hears how a build gets on, from 0.0 to 1.0. Concurrent
    callers wait for each other rather than build twice. Raises what `build` and the linker
    raise. A cache folder that cannot be written costs the cache, not the image;
    so does a source edited since this process started.
    """
    path = _path(arch, key)
    image = read_image(path)
    if image is not None:
        return image
    with _locked(path):
        image = read_image(path)
        return image if image is not None else _build(arch, path, build, progress)


def _build(arch: Arch, path: Path, build: Build, progress: Progress) -> Image:
    from conformance.jit_under_test.image.compiler import build_image

    what = f"building the {arch.value} image (once per change of its sources)"
    progress(what, 0.0)
    start = time.perf_counter()
    source = build(arch)
    image = build_image(source, arch, lambda stage, done: progress(f"{what}: {stage}", done))
    with contextlib.suppress(OSError):
        if not _edited_since_start():
            write_image(path, image)
            _prune(arch, path)
    seconds = time.perf_counter() - start
    text = f"built the {arch.value} image: {len(image.data) >> 10} KiB in {seconds:.1f} s"
    progress(text, 1.0)
    return image


def _path(arch: Arch, key: str) -> Path:
    return cache_folder() / f"image-{arch.value}-{key[:32]}.bin"


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock file beside `path`, if the folder can be written at all."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context(open(path.with_suffix(".lock"), "wb"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_image(path: Path, image: Image) -> None:
    """Write an image file atomically. Raises OSError."""
    header = json.dumps(
        {
            "arch": image.arch.value,
            "base": image.base,
            "symbols": dict(image.symbols),
            "imports": [_import_to_json(spec) for spec in image.imports],
            "metadata": dict(image.metadata),
        }
    ).encode()
    checksum = zlib.crc32(image.data, zlib.crc32(header))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        with open(unfinished, "wb") as file:
            file.write(_PREFIX.pack(_MAGIC, len(header), checksum, len(image.data)))
            file.write(header)
            file.write(image.data)
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def read_image(path: Path) -> Image | None:
    """The image in `path`, or None if there is none or it's damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if len(content) < _PREFIX.size:
        return None
    magic, header_size, checksum, data_size = _PREFIX.unpack_from(content)
    start = _PREFIX.size + header_size
    if magic != _MAGIC or len(content) != start + data_size:
        return None
    if zlib.crc32(memoryview(content)[_PREFIX.size :]) != checksum:
        return None
    header = json.loads(content[_PREFIX.size : start])
    return Image(
        arch=Arch(header["arch"]),
        base=header["base"],
        data=content[start:],
        symbols=header["symbols"],
        imports=tuple(_import_from_json(item) for item in header["imports"]),
        metadata=header["metadata"],
    )


def _import_to_json(spec: ImportSpec) -> dict[str, Any]:
    fields = dataclasses.asdict(spec)
    fields["parameters"] = [kind.value for kind in spec.parameters]
    fields["result"] = spec.result.value
    return fields


def _import_from_json(fields: Mapping[str, Any]) -> ImportSpec:
    return ImportSpec(
        fields["name"],
        tuple(Kind(value) for value in fields["parameters"]),
        Kind(fields["result"]),
        fields["vararg_after"],
    )


def _prune(arch: Arch, newest: Path) -> None:
    """Keep the most recently written images of `arch`."""
    files = sorted(
        newest.parent.glob(f"image-{arch.value}-*.bin"),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in files[_KEPT_PER_ARCH:]:
        path.unlink()
        path.with_suffix(".lock").unlink(missing_ok=True)
