"""How a test calls the program: the types of the fixtures ``kpi`` and ``kpi_process``."""

import subprocess
from collections.abc import Callable
from typing import TypeAlias

Kpi: TypeAlias = Callable[..., tuple[int, str, str]]
Process: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]
