"""Where each key and value of a file stands."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Final

_SMALL: Final = 32
"""Keys that are searched one by one sooner than a table of them is built."""


class Places:
    """Offsets into the source of what each container holds, four bytes apiece.

    A container is known by its identity: it has to stay alive and as it was read.
    """

    __slots__ = ("_offsets", "_ranks")

    def __init__(self) -> None:
        """Start with no containers."""
        self._offsets: dict[int, array[int]] = {}
        self._ranks: dict[int, dict[str, int]] = {}

    def __len__(self) -> int:
        """Return the number of containers that hold anything."""
        return len(self._offsets)

    def note(self, container: object, offsets: list[int]) -> None:
        """Keep the offsets of a container's items, or of its keys and values by turns."""
        if offsets:
            self._offsets[id(container)] = array("I", offsets)

    def of_parts(self, container: object) -> Sequence[int]:
        """Return where each item of a list, or each key of a mapping, starts."""
        offsets = self._offsets.get(id(container), ())
        return offsets[::2] if isinstance(container, dict) else offsets

    def of_item(self, items: Sequence[object], index: int) -> int:
        """Return where the item at `index` starts."""
        return self._offsets[id(items)][index]

    def of_entry(self, mapping: Mapping[str, object], key: str) -> tuple[int, int]:
        """Return where `key` and its value start."""
        rank = 2 * self._rank(mapping, key)
        offsets = self._offsets[id(mapping)]
        return offsets[rank], offsets[rank + 1]

    def _rank(self, mapping: Mapping[str, object], key: str) -> int:
        if len(mapping) <= _SMALL:
            return list(mapping).index(key)
        if id(mapping) not in self._ranks:
            self._ranks[id(mapping)] = {each: rank for rank, each in enumerate(mapping)}
        return self._ranks[id(mapping)][key]
