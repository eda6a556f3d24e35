"""Draw docs/report.svg, the picture in the README: ``python docs/picture.py``."""

import html
import io
import re
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from fulian_kpi.diagnostic import cells
from fulian_kpi.judging import judge_file
from fulian_kpi.report.check_text import print_check

ROOT = Path(__file__).parent.parent
# Without rich's own format, whose fonts come from the network.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "Source Han Mono SC",
  "Microsoft YaHei Mono", "PingFang SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>{lines}</defs>
<rect fill="#ffffff" x="0" y="0" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""

TEXT = re.compile(
    r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*"([^>]*)>(.*?)</text>'
)
CELL = 12.2
"""Pixels of a terminal cell in rich's pictures."""


def kind(character: str) -> tuple[int, bool]:
    """Return the cells of a character, and whether fonts draw it as wide all the same."""
    return cells(character), character in "━─≥≤√×"


def by_width(text: re.Match[str]) -> str:
    """Split a text into runs of wide and of narrow characters: rich takes all to be narrow."""
    style, x, y, rest, escaped = text.groups()
    left, parts = float(x), []
    for (width, _), run in groupby(html.unescape(escaped), key=kind):
        content = "".join(run)
        length = CELL * width * len(content)
        shown = html.escape(content).replace(" ", "&#160;")
        place = f'x="{left:g}" y="{y}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
        parts.append(f'<text class="{style}" {place}{rest}>{shown}</text>')
        left += length
    return "".join(parts)


def main() -> None:
    """Draw the report of the example that falls short, 110 cells wide."""
    judged = judge_file("actuals/2022.shortfall.example.yaml")
    console = Console(record=True, width=110, file=io.StringIO(), highlight=False, markup=False)
    print_check(judged.card, console)
    svg = console.export_svg(theme=DEFAULT_TERMINAL_THEME, code_format=SVG, unique_id="report")
    svg = TEXT.sub(by_width, svg)
    (ROOT / "docs" / "report.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
