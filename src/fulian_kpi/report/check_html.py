"""The report as one HTML file: for a screen of any width, and on paper the official form."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from fulian_kpi import __version__
from fulian_kpi.diagnostic import visible
from fulian_kpi.form import form_of
from fulian_kpi.judging import Judged
from fulian_kpi.phrases import (
    GLYPHS,
    NO_TASK,
    actual_text,
    facts,
    gap_phrase,
    money,
    no_execution,
    percent,
    task_title,
)
from fulian_kpi.quantity import plain
from fulian_kpi.report import chart, open_points
from fulian_kpi.report.check_units import NOT_JUDGED, Overview
from fulian_kpi.report.form_grid import WIDTHS, grid_of
from fulian_kpi.report.paper import Paper

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE: Final = "check.html.j2"
STYLE: Final = "check.css"
SCRIPT: Final = "check.js"


def write_check_html(judged: Sequence[Judged], paper: Paper, units: Overview | None = None) -> None:
    """Write one page that needs no network: all units, then a section for each scorecard."""
    environment = _environment()
    page = environment.get_template(PAGE)
    paper.stream.write(
        page.render(
            judged=judged,
            units=units,
            version=__version__,
            style_hash=_hash(environment, STYLE),
            script_hash=_hash(environment, SCRIPT),
        )
        + "\n"
    )


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("fulian_kpi", "report/templates"),
        # Always: the extension .j2 tells `select_autoescape` nothing.
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        chart=chart,
        open_points=open_points,
        form_grid=lambda card: grid_of(form_of(card)),
        glyphs=GLYPHS,
        no_task=NO_TASK,
        not_judged=NOT_JUDGED,
        column_shares=[chart.share_of(width, sum(WIDTHS)) for width in WIDTHS],
    )
    environment.filters.update(
        actual=actual_text,
        facts=facts,
        gap=gap_phrase,
        money=money,
        no_execution=no_execution,
        percent=percent,
        plain=plain,
        task_title=task_title,
    )
    return environment


def _shown(value: object) -> object:
    """Spell out what a browser would act on instead of showing it: controls, direction marks.

    Markup is our own, and has been through here before.
    """
    if not isinstance(value, str) or hasattr(value, "__html__") or value.isprintable():
        return value
    return "\n".join(map(visible, value.splitlines()))


def _hash(environment: "Environment", name: str) -> str:
    """Return what the Content-Security-Policy calls this style or script: nothing else may run."""
    text = environment.get_template(name).render()
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
