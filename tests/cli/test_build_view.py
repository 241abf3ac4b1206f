"""How the first build of an image is shown: on a terminal, and where there is none."""

import os
import pty
import sys

import pytest

from conformance.cli.build_view import BuildView

STAGES = [("building it", 0.0), ("building it: optimizing", 0.2), ("built it in 1 s", 1.0)]


def show(stages, fails=False):
    with BuildView() as view:
        for text, done in stages:
            view(text, done)
        if fails:
            raise OSError


def test_lines_where_there_is_no_terminal(capsys):
    show(STAGES)
    assert capsys.readouterr().err == "moondiff: building it\nmoondiff: built it in 1 s\n"


@pytest.mark.parametrize("fails", [False, True])
def test_bar_on_a_terminal(fails):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        sys.stderr = os.fdopen(2, "w", closefd=False)
        try:
            show(STAGES[:2] if fails else STAGES, fails)
        except OSError:
            pass
        finally:
            os._exit(0)
    output = b""
    # Reading fails when the other side is closed.
    try:
        while piece := os.read(terminal, 1 << 12):
            output += piece
    except OSError:
        pass
    os.waitpid(pid, 0)
    assert "━━━".encode() in output
    assert b"building it: optimizing" in output
    assert (b"moondiff: built it in 1 s" in output) is not fails
    shown, hidden = output.rfind(b"\x1b[?25h"), output.rfind(b"\x1b[?25l")
    assert shown > hidden, "the cursor stays hidden"


def test_nothing_is_shown_when_nothing_is_built(capsys):
    show([])
    assert capsys.readouterr() == ("", "")
