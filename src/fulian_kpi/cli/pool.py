"""Work on many files, spread over the processors."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FILES_FOR_A_POOL: Final = 300
"""Files from which starting processes pays: below, they take longer to start than they save."""

_CHUNK: Final = 16
"""Files that are handed to a process at once."""


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """Yield what `work` makes of each item, in their order, one at a time.

    Args:
        work: A function of a module, so that another process finds it.
        items: What to work on.
        jobs: How many processes; by default one a processor where there are many items.
    """
    if jobs is None:
        jobs = (os.cpu_count() or 1) if len(items) >= FILES_FOR_A_POOL else 1
    if min(jobs, len(items)) <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) as pool:
        try:
            yield from pool.map(work, items, chunksize=_CHUNK)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that people see: it ends the others, with one message."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
