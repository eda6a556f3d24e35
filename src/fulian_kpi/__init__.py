"""Budget performance targets: typed rules, verdicts and scores."""

from typing import Final

__version__: Final = "0.1.0"
