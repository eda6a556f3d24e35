"""How serious findings are."""

from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """Return the word for it in Chinese."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]
