"""A JSON document as text."""

import json

from fulian_kpi.report.paper import Paper
from fulian_kpi.report.rule_json import Json


def write_json(document: Json, paper: Paper) -> None:
    """Write `document`, in ASCII where the stream cannot show every character."""
    encoding = (getattr(paper.stream, "encoding", None) or "utf-8").lower()
    universal = encoding.replace("-", "").startswith(("utf", "cp65001"))
    json.dump(document, paper.stream, ensure_ascii=not universal, indent=2)
    paper.stream.write("\n")
