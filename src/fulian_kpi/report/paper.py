"""Where a report is written, and what can be shown there."""

from typing import TYPE_CHECKING, NamedTuple, TextIO

from fulian_kpi.diagnostic import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Paper(NamedTuple):
    """A stream, its width in terminal cells, and whether it shows colours."""

    stream: TextIO
    width: int = 120
    color: bool = False

    def console(self) -> "Console":
        """Return a rich console that writes here and asks nothing of its surroundings."""
        from rich.console import Console

        return Console(
            file=self.stream,
            width=self.width,
            force_terminal=self.color,
            no_color=not self.color,
            color_system="standard" if self.color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )


def styled(text: str, style: str = "") -> "Text":
    """Return `text` for rich: nothing in it is markup, and control characters are spelled out."""
    from rich.text import Text

    return Text("\n".join(map(visible, text.splitlines())), style=style)
