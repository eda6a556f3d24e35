"""A JSON document as text."""

import json
import re
from typing import Final

from fulian_kpi.report.paper import Paper
from fulian_kpi.report.rule_json import Json

_UNSHOWABLE: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
"""What a terminal would act on, of the characters that JSON does not escape by itself."""


def write_json(document: Json, paper: Paper, *, indent: int | None = 2) -> None:
    """Write `document`, in ASCII where the stream cannot show every character.

    Without `indent` it stands on one line.
    """
    encoding = (getattr(paper.stream, "encoding", None) or "utf-8").lower()
    universal = encoding.replace("-", "").startswith(("utf", "cp65001"))
    text = json.dumps(document, ensure_ascii=not universal, indent=indent)
    paper.stream.write(_UNSHOWABLE.sub(_escaped, text) + "\n")


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
