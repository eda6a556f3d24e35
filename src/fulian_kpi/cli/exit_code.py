"""What the exit status of a command says."""

from enum import IntEnum


class Exit(IntEnum):
    """3 outranks 1: what could not be judged weighs more than what was missed."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    UNJUDGED = 3
