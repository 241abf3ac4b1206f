"""Options of every test run of the repository."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Let workers without tests take over others': some tests take a minute, most no time."""
    if config.getoption("numprocesses", None) and config.getoption("dist") in ("no", "load"):
        config.option.dist = "worksteal"
