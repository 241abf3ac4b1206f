"""How the first build of an image looks: a bar on a terminal, a line before and after elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class BuildView:
    """A progress callback of engines, used as a context manager around their preparation.

    It imports rich only when there is a bar to draw: a warm start has none.
    """

    def __init__(self) -> None:
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> BuildView:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def __call__(self, text: str, done: float) -> None:
        """Show what goes on; `done` from 0.0 (it begins) to 1.0 (`text` is the result)."""
        if done >= 1.0:
            self._stop()
        if not sys.stderr.isatty():
            if done in (0.0, 1.0):
                click.echo(f"moondiff: {text}", err=True)
        elif done >= 1.0:
            click.echo(f"moondiff: {text}", err=True)
        else:
            self._show(text, done)

    def _show(self, text: str, done: float) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            bar = Progress(
                BarColumn(bar_width=24),
                TimeElapsedColumn(),
                TextColumn("{task.description}"),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            self._bar = bar, bar.add_task(text, total=1.0)
        bar, task = self._bar
        bar.update(task, description=text, completed=done)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None
