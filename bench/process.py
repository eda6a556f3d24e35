"""Runs two commands by turns and compares them pair by pair."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_UNSET: Final = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH")
"""What would make Python slower than a user's, or would let it find other modules."""

_DONE: Final = frozenset({0, 1})
"""A missed target is no failure of the command."""


@dataclass(frozen=True, slots=True)
class Side:
    """A command. Its own clock counts where it prints the seconds of a part of it (`timed`)."""

    command: Sequence[str]
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds, MiB of the largest process, and exit status."""

    seconds: float
    peak: float
    status: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ratios of all pairs, and the runs themselves."""

    ours: Sequence[Run]
    theirs: Sequence[Run]

    @property
    def failure(self) -> str | None:
        """Return what went wrong, if anything."""
        for name, runs in (("ours", self.ours), ("the peer", self.theirs)):
            if failed := [each.status for each in runs if each.status not in _DONE]:
                return f"{name}: exit {failed[0]}"
        return None

    @property
    def ratios(self) -> list[float]:
        """Return ours ÷ theirs of each pair, in order of size."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return sorted(ours.seconds / theirs.seconds for ours, theirs in pairs)

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return statistics.median(self.ratios)


def compare(ours: Side, theirs: Side, times: int) -> Comparison:
    """Run both by turns, `times` times each, after a run of each that does not count."""
    run(ours)
    run(theirs)
    pairs = [(run(ours), run(theirs)) for _ in range(times)]
    return Comparison([each[0] for each in pairs], [each[1] for each in pairs])


def run(side: Side) -> Run:
    """Run a command once; what it prints is thrown away, or read if it is `timed`."""
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  (the commands are our own)
        side.command,
        stdout=subprocess.PIPE if side.timed else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    printed = process.stdout.read() if process.stdout else b""
    # Unlike `Popen.wait`, this tells the memory of the process and of those that it waited for.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if side.timed and process.returncode == 0:
        seconds = float(printed)
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * kilobyte / 2**20, process.returncode)
