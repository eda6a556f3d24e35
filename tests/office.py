"""What becomes of our documents in an office: LibreOffice prints them."""

import shutil
import subprocess
from pathlib import Path

import pytest


def printed(document: Path, order: str = "-raw") -> list[str]:
    """Return the pages of a document as LibreOffice prints it, without blanks and line breaks.

    Their texts stand in the `order` of pdftotext: as they were written, or ``-layout``.
    """
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    profile = f"-env:UserInstallation={(document.absolute().parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", document.name],
        cwd=document.parent,
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = subprocess.run(
        ["pdftotext", order, "-enc", "UTF-8", f"{document.stem}.pdf", "-"],
        cwd=document.parent,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return ["".join(page.split()) for page in pages.stdout.decode().split("\f")[:-1]]
