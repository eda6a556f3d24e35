"""The program ``kpi``: its commands, and what a wrong command line looks like."""

import atexit
import gc
import os
import signal
import sys
from typing import Annotated, Final

import typer

from fulian_kpi import __version__
from fulian_kpi.cli.commands import Commands
from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.terminal import give_up, make_safe, notice

MANY_OBJECTS: Final = 100_000
"""New containers after which unreachable ones are looked for; Python's own 700 cost a twentieth."""

INTERRUPTED: Final = 130
"""What typer makes of Ctrl-C."""

app = typer.Typer(
    name="kpi",
    cls=Commands,
    help="预算绩效目标：评判年终实际值，检查目标文件，解释指标值。",
    add_completion=False,
    # Rich help costs more than the rest of --help together.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

EXTRAS: Final = {
    "xlsxwriter": "excel",
    "openpyxl": "documents",
    "python_calamine": "documents",
    "docx": "word",
    "jinja2": "html",
    "junitparser": "ci",
    "duckdb": "bulk",
}
"""Which extra of ours brings a library that is not installed."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kpi {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def kpi(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", help="显示版本。", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """预算绩效目标：评判年终实际值，检查目标文件，解释指标值。"""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(Exit.USAGE)


def main() -> None:
    """Run the command line and exit with its code."""
    make_safe()
    # Half of a run is imports, which leave nothing to collect. A plugin has no business with our
    # files, and looking for one reads the metadata of every package that is installed.
    gc.set_threshold(MANY_OBJECTS)
    # What the process holds goes with it; Python would look through all of it for cycles first,
    # which takes a seventh of a small run.
    atexit.register(gc.freeze)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if hasattr(signal, "SIGPIPE"):
        # End like any other program when the reader, such as head, has seen enough. Python would
        # raise an error, typer would exit with 1, and 1 says that a target was missed.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        code = app(prog_name="kpi", standalone_mode=False) or Exit.PASSED
        if code == INTERRUPTED:
            notice("已中断")
        sys.stdout.flush()
    except typer.TyperException as error:
        from fulian_kpi.cli.usage import usage_message

        notice(usage_message(error))
        code = Exit.USAGE
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "")
        if extra is None:
            raise
        notice(f'这需要另外安装：pip install "fulian-kpi[{extra}]"')
        code = Exit.USAGE
    except OSError as error:
        # A file that cannot be read or written is reported where it is met; this is stdout.
        give_up(error)
        code = Exit.UNJUDGED
    sys.exit(code)
