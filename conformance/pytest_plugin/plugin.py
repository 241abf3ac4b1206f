"""The hooks: options, collection and the summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conformance.pytest_plugin.choices import Choices

NAME = "moondiff"
SUITES_INI = "lua_suites"
LUA_SUFFIX = ".lua"
_ROOTS: pytest.StashKey[tuple[Path, ...]] = pytest.StashKey()
_CHOICES: pytest.StashKey[Choices] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what chooses engines and their settings."""
    group = parser.getgroup(NAME, "moondiff: Lua programs on engines beside PUC Lua 5.1")
    group.addoption(
        "--engines",
        metavar="A,B",
        help="engines of moondiff to run suites on (default: all that work here)",
    )
    group.addoption(
        "--engine-command",
        action="append",
        default=[],
        metavar="COMMAND",
        help='also run suites by a command such as "mylua {file}", alone unless --engines is given',
    )
    group.addoption(
        "--engine-timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="processor time that a run of a program may take (default: 60)",
    )
    group.addoption(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set an option of the JIT, such as hot_loop=2",
    )
    group.addoption(
        "--schedule",
        metavar="WORDS|FILE",
        help='options of the JIT together: "hot_loop=1 force=first", or a file of such words, or '
        "of a JSON object of them, a capsule for one",
    )
    group.addoption(
        "--gc-stress",
        action="store_true",
        help="collect all garbage wherever a program can start a collection",
    )
    group.addoption(
        "--force",
        choices=["first", "middle", "last", "all"],
        help="also make every guard of compiled code exit, at that hit, and compare frames there",
    )
    parser.addini(SUITES_INI, "folders whose Lua files are programs to test", "paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Read the options: a wrong one is one line now; it would be one per file later."""
    roots = tuple(Path(root).resolve() for root in config.getini(SUITES_INI))
    config.stash[_ROOTS] = roots
    if not roots:
        return
    from conformance.pytest_plugin.choices import make_choices
    from conformance.pytest_plugin.markers import known_markers
    from conformance.pytest_plugin.summary import Summary

    for line in known_markers(roots):
        config.addinivalue_line("markers", line)
    # Workers of pytest-xdist need not try the commands again.
    config.stash[_CHOICES] = make_choices(config, probe=not hasattr(config, "workerinput"))
    config.pluginmanager.register(Summary(), f"{NAME}-summary")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A Lua file of a suite holds a test for each engine."""
    if file_path.suffix != LUA_SUFFIX:
        return None
    for root in parent.config.stash[_ROOTS]:
        if file_path.is_relative_to(root):
            from conformance.pytest_plugin.items import LuaFile

            choices = parent.config.stash[_CHOICES]
            return LuaFile.from_parent(parent, path=file_path, root=root, choices=choices)
    return None
