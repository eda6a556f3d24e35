"""The program ``kpi``: its commands, and what a wrong command line looks like."""

import sys
from typing import Annotated

import typer

from fulian_kpi import __version__
from fulian_kpi.cli.check import check
from fulian_kpi.cli.exit_code import Exit
from fulian_kpi.cli.explain import explain
from fulian_kpi.cli.schema import schema
from fulian_kpi.cli.show import show
from fulian_kpi.cli.terminal import make_safe, notice
from fulian_kpi.cli.usage import usage_message
from fulian_kpi.cli.validate import validate

app = typer.Typer(
    name="kpi",
    help="预算绩效目标：评判年终实际值，检查目标文件，解释指标值。",
    add_completion=False,
    no_args_is_help=True,
    # Rich help costs more than the rest of --help together.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (check, show, validate, explain, schema):
    app.command()(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kpi {__version__}")
        raise typer.Exit


@app.callback()
def kpi(
    _version: Annotated[
        bool,
        typer.Option("--version", help="显示版本。", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """预算绩效目标：评判年终实际值，检查目标文件，解释指标值。"""


def main() -> None:
    """Run the command line and exit with its code."""
    make_safe()
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        notice(usage_message(error))
        code = Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        notice("已中断")
        code = 130
    except BrokenPipeError:
        # The reader, such as head, has seen enough.
        sys.stderr.close()
        code = 0
    sys.exit(code)
