"""Options of every test run of the repository."""

import pytest

from conformance.pytest_plugin import plugin


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the plugin where this checkout is not installed: an installation has it already."""
    if not pluginmanager.has_plugin(plugin.NAME) and not pluginmanager.is_blocked(plugin.NAME):
        pluginmanager.register(plugin, plugin.NAME)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Let workers without tests take over others': some tests take a minute, most no time."""
    if config.getoption("numprocesses", None) and config.getoption("dist") in ("no", "load"):
        config.option.dist = "worksteal"
