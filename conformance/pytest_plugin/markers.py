"""What `-m` selects tests by: engine, tier, architecture and section of the manual.

Markers are names of Python's, so that `-m` takes them as they are:

    engine_native_trace  tier_trace  arch_x64  section_5_4  section_5
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from conformance.jit_under_test.machine.protocol import Arch, host_arch
from conformance.oracles.registry import ENGINES, EngineSpec, Kind

COMMAND_MARKER = "engine_command"
# Folders of suites begin with the section that they are about.
_SECTION = re.compile(r"(\d+(?:\.\d+)*)-")
# The architecture of a machine's code; `native` is that of the host.
_ARCHES = {"arm64": Arch.A64, "x64emu": Arch.X64}
# Tiers that execute no machine code made for the architecture.
_WITHOUT_CODE = ("reference",)


def _name(*parts: str) -> str:
    return re.sub(r"\W", "_", "_".join(parts))


def engine_markers(spec: EngineSpec) -> Iterator[str]:
    """The markers of an engine's tests."""
    yield _name("engine", spec.name)
    if spec.kind is not Kind.JIT:
        return
    yield _name("tier", spec.tier)
    arch = _ARCHES.get(spec.machine, host_arch())
    if spec.tier not in _WITHOUT_CODE and arch is not None:
        yield _name("arch", arch.name.lower())


def section_markers(folder: str) -> Iterator[str]:
    """The markers of a folder's tests: the section, and those that it is part of, or its name."""
    match = _SECTION.match(folder)
    if match is None:
        if folder:
            yield _name("folder", folder)
        return
    parts = match[1].split(".")
    for count in range(len(parts), 0, -1):
        yield _name("section", *parts[:count])


def known_markers(roots: Sequence[Path]) -> list[str]:
    """All markers of the suites in these folders, with what they mean, as pytest registers them."""
    meanings = {COMMAND_MARKER: "Lua programs run by the commands of --engine-command"}
    arches = {arch.name.lower(): arch.value for arch in Arch}
    for spec in ENGINES.values():
        engine, *others = engine_markers(spec)
        meanings[engine] = f"Lua programs on {spec.name}, {spec.summary}"
        for marker in others:
            kind, _, what = marker.partition("_")
            how = f"as {arches[what]} code" if kind == "arch" else f"by the tier {what}"
            meanings[marker] = f"Lua programs executed {how}"
    for folder in _folders(roots):
        for marker in section_markers(folder):
            kind, _, what = marker.partition("_")
            meanings[marker] = (
                f"Lua programs about section {what.replace('_', '.')} of the Lua 5.1 manual"
                if kind == "section"
                else f"Lua programs of a folder {folder}"
            )
    return [f"{marker}: {meaning}" for marker, meaning in meanings.items()]


def _folders(roots: Iterable[Path]) -> list[str]:
    """The names of the folders that hold Lua files, sorted."""
    return sorted({file.parent.name for root in roots for file in root.rglob("*.lua")})
