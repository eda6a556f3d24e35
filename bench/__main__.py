"""``python -m bench``: every ratio beside its peers in one run, as a table."""

import argparse
import sys
from pathlib import Path

from bench.measures import PARTS, Measure, MissingPeerError, Place
from bench.process import compare

HEADER = """\
| what | beside | ratio, median (min–max) | goal | met | ours | peak |
|---|---|---|---|---|---|---|"""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part")
    parser.add_argument("--times", type=int, default=5, help="pairs of runs (5)")
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the largest table (10⁷)")
    parser.add_argument("--data", type=Path, required=True, help="folder for what is generated")
    parser.add_argument(
        "--peers", type=Path, required=True, help="virtual environment of the peers"
    )
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    place = Place(options.data.resolve(), options.peers.resolve(), options.rows)
    show(HEADER)
    for name in options.only or PARTS:
        try:
            for measure in PARTS[name](place):
                show(line(measure, options.times))
        except MissingPeerError as error:
            show(f"| {name}: the rest | {error} is not installed | | | | | |")


def line(measure: Measure, times: int) -> str:
    """Return the row of one measure."""
    found = compare(measure.ours, measure.theirs, times)
    head = f"| {measure.name} | {measure.beside} |"
    if found.failure:
        return f"{head} {found.failure} | ≤ {measure.goal:g} | | | |"
    ratios, peak = found.ratios, max(each.peak for each in found.ours)
    met = found.ratio <= measure.goal and (measure.peak is None or peak <= measure.peak)
    seconds = min(each.seconds for each in found.ours)
    most = "" if measure.peak is None else f", ≤ {measure.peak:g} MiB"
    return (
        f"{head} {found.ratio:.3g} ({ratios[0]:.3g}–{ratios[-1]:.3g}) | ≤ {measure.goal:g}{most} | "
        f"{'yes' if met else 'no'} | {seconds:.3g} s | {peak:.0f} MiB |"
    )


def show(text: str) -> None:
    """Print a line at once: the whole takes many minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


main()
