"""The line on a terminal that says what is being done, how much of it, how fast and how long it will still take."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from l10n.pipeline import Progress
from l10n.pipeline.steps import quiet

_PAUSE = 0.1
"""Seconds between two drawings."""
_MEMORY = 20.0
"""Seconds of the past that the speed is the mean of."""
_CELLS, _FEWEST = 24, 8
_PARTS = "▏▎▍▌▋▊▉█"


@contextmanager
def shown() -> Iterator[Progress]:
    """Progress on standard error; nothing where that is no terminal, or one that cannot move back to a line's start."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield quiet
        return
    line = Line(lambda text: click.echo(text, nl=False, err=True), colour="NO_COLOR" not in os.environ)
    try:
        yield line
    finally:
        line.clear()


class Line:
    """A line that is drawn over itself: ``translate es  ██████▌    45 %  12,345 of 27,400 words  812/s  0:18 left``."""

    def __init__(self, write: Callable[[str], object], *, colour: bool, clock: Callable[[], float] = time.monotonic,
                 columns: Callable[[], int] = lambda: shutil.get_terminal_size().columns) -> None:
        self._write, self._colour, self._clock, self._columns = write, colour, clock, columns
        self._drawn = float("-inf")
        self._width = 0
        self._kind = ""
        self._past: deque[tuple[float, int]] = deque()

    def __call__(self, step: str, done: int, whole: int, unit: str = "", /) -> None:
        now = self._clock()
        kind = step.split()[0]    # “translate es” goes on as “translate fr”
        if kind != self._kind or (self._past and done < self._past[-1][1]):
            self._past.clear()
            self._drawn = float("-inf")
        self._kind = kind
        if not self._past or done > self._past[-1][1]:
            self._past.append((now, done))
        while len(self._past) > 2 and now - self._past[1][0] > _MEMORY:
            self._past.popleft()
        if now - self._drawn < _PAUSE and done < whole:
            return
        self._drawn = now
        self._draw(step, done, whole, unit, now)

    def clear(self) -> None:
        """An empty line, the cursor at its start."""
        self._write("\r" + " " * self._width + "\r")

    def _draw(self, step: str, done: int, whole: int, unit: str, now: float) -> None:
        share = done / whole if whole else 1.0
        parts = [step, "", f"{int(100 * share):3} %", f"{done:,} of {whole:,}" + (f" {unit}" if unit else "")]
        (start, first), seconds = self._past[0], now - self._past[0][0]
        if unit and seconds >= 1 and done > first:
            speed = (done - first) / (now - start)
            parts += [f"{speed:,.0f}/s", f"{_time((whole - done) / speed)} left"]
        room = self._columns() - 1
        while len(parts) > 2 and len("  ".join(parts)) + _FEWEST > room:
            del parts[3 if len(parts) > 3 else 2]    # the count goes first, then the speed, the time left
        plain = "  ".join(parts)[:room]
        bar = _bar(share, max(0, min(_CELLS, room - len(plain)))) if len(parts) > 2 else ""
        if bar:
            parts[1] = click.style(bar, fg="cyan") if self._colour else bar
            plain = "  ".join(parts)
        width = len(click.unstyle(plain))
        self._write("\r" + plain + " " * (self._width - width))
        self._width = width


def _bar(share: float, cells: int) -> str:
    eighths = int(share * cells * 8)
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (_PARTS[part - 1] if part else "")).ljust(cells)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
