"""A file as it was in a revision of git: ``HEAD~1:targets/2022.yaml``."""

import os

from fulian_kpi.checked import Targets
from fulian_kpi.codes import Code
from fulian_kpi.diagnostic import Diagnostic, InvalidFileError, Position
from fulian_kpi.loading import read_targets
from fulian_kpi.yamlfile.reader import Document


def read_revised_targets(name: str) -> tuple[Document, Targets]:
    """Read and check a targets file; ``REV:path`` is one of git, unless a file has that name.

    Raises:
        InvalidFileError: If git is missing, has no such revision or file; or with every problem.
    """
    revision, colon, _ = name.partition(":")
    # C:\targets.yaml is no revision C.
    if not colon or len(revision) == 1 or os.path.exists(name):  # noqa: PTH110  (false of a name that no file can have)
        return read_targets(name)
    return read_targets(name, _content(name, revision))


def _content(name: str, revision: str) -> bytes:
    import subprocess

    def git(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
        # The name is one argument, and none of git's options: these begin with a hyphen.
        return subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607

    try:
        if name.startswith("-") or "\0" in name:
            message = f"没有修订“{revision}”"
        elif not (found := git("cat-file", "blob", name)).returncode:
            return found.stdout
        elif git("rev-parse", "--git-dir").returncode:
            message = "这里不是 git 仓库，读不了修订"
        elif (
            revision
            and git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode
        ):
            message = f"没有修订“{revision}”"
        else:
            message = "这个修订里没有这个文件；路径从仓库的根文件夹写起，从当前文件夹写起的加 ./"
    except FileNotFoundError:
        message = "没有安装 git，读不了修订；也可以直接写两个文件"
    raise InvalidFileError([Diagnostic(Position(name), Code.UNREADABLE_FILE, message)])
