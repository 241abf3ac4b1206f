"""Find out what a suite program shows: its tokens, the calls that PUC sees, and its output."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from conformance.minimizer.syntax import NotLua, tokenize
from conformance.oracles.capi import load_library
from conformance.oracles.engines import NOTHING, Leave, Progress, Reserved, silent
from conformance.oracles.manual.entries import Facts
from conformance.oracles.observation import Limits, Report
from conformance.oracles.program import Program
from conformance.oracles.puc import PUC
from conformance.oracles.standalone import run_standalone
from conformance.oracles.workers import observe

RECORDER = Path(__file__).with_name("recorder.lua")
CHUNKNAME = b"=(recorder)"


class RecorderError(Exception):
    """The recorder itself failed; the text is PUC's message."""


@dataclass(frozen=True, slots=True)
class _Recording:
    """PUC with a hook that writes down calls to the file at `path`."""

    path: str
    name: str = "puc"
    reserved: Reserved = NOTHING

    def prepare(self, progress: Progress = silent) -> None:
        load_library("lua51")

    def warm(self) -> None:
        self.prepare()

    def run(self, program: Program, limits: Limits, leave: Leave) -> Report:
        lua = load_library("lua51")
        code = RECORDER.read_bytes()

        def record(state: int) -> None:
            top = lua.lua_gettop(state)
            failed = lua.luaL_loadbuffer(state, code, len(code), CHUNKNAME)
            if not failed:
                lua.push_string(state, os.fsencode(self.path))
                failed = lua.lua_pcall(state, 1, 0, 0)
            if failed:
                raise RecorderError((lua.string_at(state, -1) or b"").decode("utf-8", "replace"))
            lua.lua_settop(state, top)

        return run_standalone(lua, program, prepare=record)


def plain_tokens(source: str) -> str:
    """The source without comments and with one space between tokens; "" if it is no Lua."""
    try:
        tokens, _ = tokenize(source)
    except NotLua:
        return ""
    return " ".join(source[token.start : token.end] for token in tokens)


def calls_by_name(lines: str) -> dict[str, list[str]]:
    """What the recorder wrote: the lines of each function and event, without its name."""
    found: dict[str, list[str]] = {}
    for line in lines.split("\n"):
        name, tab, rest = line.partition("\t")
        if tab:
            found.setdefault(name, []).append(rest)
    return found


def facts_of(program: Program, limits: Limits | None = None) -> Facts:
    """Run a program on PUC twice, as it is for its output and with the recorder for its calls.

    The recorder's hook may change what a program about hooks or memory prints.
    """
    limits = limits or Limits(contained=not program.asks_for_system)
    plain = observe(PUC, program, limits)
    with tempfile.TemporaryDirectory(prefix="moondiff-") as folder:
        path = os.path.join(folder, "calls")
        observe(_Recording(path), program, limits)
        try:
            calls = Path(path).read_bytes()
        except FileNotFoundError:
            calls = b""
    source = program.source.decode("utf-8", "replace")
    output = b"\n".join((plain.stdout, plain.stderr, plain.message or b"", plain.traceback or b""))
    return Facts(
        source=source,
        tokens=plain_tokens(source),
        calls=calls_by_name(calls.decode("utf-8", "replace")),
        output=output.decode("utf-8", "replace"),
    )
