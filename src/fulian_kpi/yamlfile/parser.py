"""The parser behind the reader: libyaml where its extension is installed, else ruamel's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

NextEvent: TypeAlias = "Callable[[], Event]"
"""Returns the next event at each call, the same from either parser."""


def parser(text: str) -> NextEvent:
    """Return the events of `text`, from the fastest parser there is."""
    try:
        return libyaml_parser(text)
    except ImportError:
        return pure_parser(text)


def libyaml_parser(text: str) -> NextEvent:
    """Return the events of `text`, parsed by libyaml.

    Raises:
        ImportError: If ruamel.yaml was installed without its extra ``oldlibyaml``.
    """
    # The extension imports all of ruamel.yaml, whichever part of it is asked for.
    from _ruamel_yaml import CParser  # type: ignore[import-not-found] # A C module without stubs.

    next_event: NextEvent = CParser(text).get_event
    return next_event


def pure_parser(text: str) -> NextEvent:
    """Return the events of `text`, parsed in Python, about ten times slower."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.events import ScalarEvent

    events = YAML(typ="safe", pure=True).parse(text)

    def next_event() -> "Event":
        try:
            event: Event = next(events)
            if type(event) is ScalarEvent:
                event.value.encode()
        # It turns escapes and version numbers into numbers and characters without a look at them,
        # and lets an escape such as \ud800 pass; libyaml refuses all of these.
        except (ValueError, OverflowError) as error:
            raise MarkedYAMLError(problem=str(error)) from error
        return event

    return next_event
