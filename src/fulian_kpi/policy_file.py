"""Scoring policies by their names: those of the package, or files."""

from functools import cache
from pathlib import Path
from typing import Final

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.complaint import nearest
from fulian_kpi.content import Content
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.file import YAML_SUFFIXES, read_document
from fulian_kpi.finding import Finding
from fulian_kpi.policy import Policy
from fulian_kpi.shape import validated

DEFAULT_POLICY: Final = "national-2020"
"""How to score where neither the command nor the targets file says."""

POLICIES: Final = Path(__file__).with_name("policies")


def load_policy(name: str) -> Policy:
    """Read and check a scoring policy: one of our own by its name, or a YAML file.

    Raises:
        InvalidFileError: If there is no such policy, or with every problem of its file.
    """
    if name.endswith(YAML_SUFFIXES):
        return _policy(name)
    own = {each.stem: each for each in sorted(POLICIES.glob("*.yaml"))}
    if name not in own:
        message = f"没有评分办法“{name}”{nearest(name, own)}"
        raise InvalidFileError([Diagnostic(Position(name), Code.UNKNOWN_POLICY, message)])
    return _own_policy(str(own[name]))


@cache
def _own_policy(path: str) -> Policy:
    """Return a policy of the package, read once however many tables are scored by it."""
    return _policy(path)


def _policy(path: str) -> Policy:
    document, _ = read_document(path)
    policy, problems = validated(document, Policy)
    if problems:
        raise InvalidFileError(problems)
    assert policy is not None, "without a problem there is a value"
    return policy


def policy_of(document: Content, targets: Targets) -> Policy:
    """Return the policy that a targets file names, or the usual one.

    Raises:
        InvalidFileError: If there is no such policy, at the place where it is named; or with every
            problem of the policy's own file.
    """
    try:
        return load_policy(targets.head.policy or DEFAULT_POLICY)
    except InvalidFileError as error:
        first = error.diagnostics[0]
        if first.code is not Code.UNKNOWN_POLICY:
            raise
        found = Finding(first.code, first.message, ("policy",))
        raise InvalidFileError([document.place(found)]) from error
