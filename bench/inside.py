"""Parts of the program and of its peers, timed from inside: imports and first use are over.

``python inside.py TASK [FILE]`` prints seconds. It is run by the interpreter of either side.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

EXPRESSIONS: Final = 300
"""How often each expression is read."""


def read(path: Path) -> Callable[[], object]:
    """Read with the place of each value."""
    from fulian_kpi.yamlfile.reader import read_yaml

    read_yaml(b"a: [1, x]", "first")
    data = path.read_bytes()
    return lambda: read_yaml(data, str(path))


def round_trip(path: Path) -> Callable[[], object]:
    """Read with ruamel's loader, which keeps comments and places."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.load("a: [1, x]")
    return lambda: yaml.load(path)


def pyyaml(path: Path) -> Callable[[], object]:
    """Read with PyYAML over libyaml, which keeps no places."""
    import yaml

    yaml.load("a: [1, x]", yaml.CSafeLoader)
    data = path.read_bytes()
    return lambda: yaml.load(data, yaml.CSafeLoader)


def expression(path: Path) -> Callable[[], object]:
    """Read targets, one a line, each anew."""
    from fulian_kpi.expression.target import parse_rule

    return _each(parse_rule.__wrapped__, path.read_text(encoding="utf-8").splitlines())


def cached(path: Path) -> Callable[[], object]:
    """Read targets as the program does, which remembers them."""
    from fulian_kpi.expression.target import parse_rule

    return _each(parse_rule, path.read_text(encoding="utf-8").splitlines())


def specifier(path: Path) -> Callable[[], object]:
    """Read as many version specifiers as there are targets."""
    from packaging.specifiers import SpecifierSet

    count = len(path.read_text(encoding="utf-8").splitlines())
    return _each(SpecifierSet, ([">=1.0", "==23", "<=85.5"] * count)[:count])


def _each(function: Callable[[str], object], texts: Sequence[str]) -> Callable[[], object]:
    for text in texts:
        function(text)

    def many() -> None:
        for _ in range(EXPRESSIONS):
            for text in texts:
                function(text)

    return many


TASKS: Final = {
    each.__name__: each for each in (read, round_trip, pyyaml, expression, cached, specifier)
}

if __name__ == "__main__":
    task = TASKS[sys.argv[1]](Path(sys.argv[2]))
    started = time.perf_counter()
    task()
    sys.stdout.write(f"{time.perf_counter() - started:.9f}")
