"""Comments, which the parser passes over without an event."""

import re
from collections.abc import Iterator

from fulian_kpi.diagnostic import Comment
from fulian_kpi.yamlfile.parser import parser
from fulian_kpi.yamlfile.source import Source


def comments(source: Source, wanted: re.Pattern[str]) -> Iterator[Comment]:
    """Yield the comments of a file that was read already, as far as `wanted` matches them.

    Args:
        source: The file.
        wanted: Begins with ``#``; what it matches inside of a scalar is no comment.
    """
    candidates = list(wanted.finditer(source.text))
    # The file is parsed once more, which only files with such comments pay for.
    scalars = _scalars(source) if candidates else iter(())
    start, end = next(scalars, (len(source.text), 0))
    for each in candidates:
        place = each.start()
        while end <= place and start < len(source.text):
            start, end = next(scalars, (len(source.text), 0))
        before = source.text[place - 1 : place]
        if place < start and not before.strip():
            position = source.position(place)
            text = source.text[place : source.line_end(place)]
            yield Comment(text, position, source.line(position.line))


def _scalars(source: Source) -> Iterator[tuple[int, int]]:
    """Yield where the text of each scalar starts and ends, in order."""
    from ruamel.yaml.events import ScalarEvent, StreamEndEvent

    next_event = parser(source.text)
    while not isinstance(event := next_event(), StreamEndEvent):
        if isinstance(event, ScalarEvent):
            start, end = event.start_mark.index, event.end_mark.index
            if event.style in {">", "|"}:  # Behind its mark there may be a comment.
                start = source.line_end(start)
            yield start, end
