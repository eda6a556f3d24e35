"""Findings that a comment on their line sets aside: ``# kpi: ignore[KPI211, KPI218] reason``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.diagnostic import Comment, Diagnostic
from fulian_kpi.severity import Severity

SUPPRESSION: Final = re.compile(r"#[ \t]*kpi[ \t]*[:：][ \t]*ignore(?![A-Za-z])")
"""How a comment begins that sets findings aside."""

_PARTS: Final = re.compile(r"[ \t]*\[(?P<codes>[^\]]*)\](?P<reason>.*)", re.DOTALL)
_SEPARATOR: Final = re.compile(r"[,，、\s]+")


class Suppressed(NamedTuple):
    """A finding that was set aside, and why."""

    finding: Diagnostic
    reason: str


class Sifted(NamedTuple):
    """What still stands, with what there is to say of the comments, and what was set aside."""

    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]


def sift(findings: Iterable[Diagnostic], comments: Iterable[Comment]) -> Sifted:
    """Set aside the findings that the comment on their line names; all are of one file.

    A comment without a reason, or with a code that cannot be set aside, has no effect and is a
    finding itself, and so is a code that sets nothing aside.
    """
    standing: dict[tuple[int, Code], list[Diagnostic]] = defaultdict(list)
    for each in findings:
        standing[each.position.line, each.code].append(each)
    suppressed: list[Suppressed] = []
    remarks: list[Diagnostic] = []
    for comment in comments:
        reason, codes, faults = _read(comment)
        remarks += faults
        for code, written in codes.items():
            aside = standing.pop((comment.position.line, code), [])
            suppressed += (Suppressed(each, reason) for each in aside)
            if not aside:
                message = f"这一行没有 {code.id} 的意见，请删去；注释写在被指出的那一行的末尾"
                remarks.append(_finding(comment, Code.UNUSED_SUPPRESSION, message, written))
    left = (each for found in standing.values() for each in found)
    ordered = sorted([*left, *remarks], key=lambda each: each.position)
    return Sifted(tuple(ordered), tuple(suppressed))


def _read(comment: Comment) -> tuple[str, Mapping[Code, str], list[Diagnostic]]:
    """Return the reason, the codes with how each was written, and what is wrong with them."""
    opening = SUPPRESSION.match(comment.text)
    assert opening is not None, "that is how comments are chosen"
    parts = _PARTS.match(comment.text, opening.end())
    written = [each for each in _SEPARATOR.split(parts["codes"]) if each] if parts else []
    if parts is None or not written:
        message = "没有写明代码；写法：# kpi: ignore[KPI211] 理由"
        return "", {}, [_finding(comment, Code.UNUSABLE_SUPPRESSION, message, opening[0])]
    faults = []
    codes: dict[Code, str] = {}
    for text in written:
        code = Code.find(text)
        if code is not None and _can_be_set_aside(code):
            codes[code] = text
            continue
        message = (
            f"没有代码“{text}”{nearest(text.upper(), [each.id for each in Code])}"
            if code is None
            else f"{code.id}（{code.title}）不能忽略，只能忽略审核意见和警告"
        )
        faults.append(_finding(comment, Code.UNUSABLE_SUPPRESSION, message, text))
    reason = parts["reason"].strip(" \t:：-—")
    if not reason:
        message = f"忽略 {'、'.join(written)} 没有写理由，所以不起作用；请在方括号后面写明"
        faults.append(_finding(comment, Code.SUPPRESSION_WITHOUT_REASON, message, comment.text))
        return "", {}, faults
    return reason, codes, faults


def _can_be_set_aside(code: Code) -> bool:
    if code.id.startswith("KPI23"):
        return False
    return code.id.startswith("KPI2") or code.severity is not Severity.ERROR


def _finding(comment: Comment, code: Code, message: str, part: str) -> Diagnostic:
    """Return a finding about `part` of a comment."""
    offset = max(0, comment.text.find(part))
    position = comment.position._replace(column=comment.position.column + offset)
    return Diagnostic(position, code, message, comment.source_line, len(part.rstrip()))
