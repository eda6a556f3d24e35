"""The peer of ``kpi score``: the same table scored by pandas, in floats, and summed by unit."""

import re
import sys

import numpy as np
import pandas as pd

GRADES = {"高": 1.0, "中": 0.6, "低": 0.0}
TARGET = re.compile(r"([=≥≤])([0-9.]+)(万?)(.*)")


def main() -> None:
    """Read the csv that the command line names; write the units beside it if it names a file."""
    rows = pd.read_csv(sys.argv[1])
    rules = pd.DataFrame(
        [(each, *parsed(each)) for each in rows["target"].unique()],
        columns=["target", "sign", "bound"],
    )
    rows = rows.merge(rules, on="target", how="left")
    amounts = rows["actual"].str.extract(r"^([0-9.]+)", expand=False).astype(float)
    bounds = rows["bound"].to_numpy()
    with np.errstate(all="ignore"):
        share = np.where(
            rows["sign"] == "定性",
            rows["actual"].map(GRADES),
            np.where(
                rows["sign"] == "≤",
                np.where(amounts <= bounds, 1.0, np.maximum(2 - amounts / bounds, 0)),
                np.where(amounts >= bounds, 1.0, amounts / bounds),
            ),
        )
    rows["points"] = (rows["weight"] * np.nan_to_num(share)).round(2)
    rows["met"] = share >= 1
    units = rows.groupby("unit").agg(
        rows=("id", "size"), met=("met", "sum"), points=("points", "sum")
    )
    if len(sys.argv) > 2:
        units.to_csv(sys.argv[2])
    print(len(units), int(units["met"].sum()), round(units["points"].sum(), 2))


def parsed(target: str) -> tuple[str, float]:
    """Return the sign of a target and its bound in single units."""
    found = TARGET.fullmatch(target)
    if found is None:
        return "定性", 0.0
    return found[1], float(found[2]) * (10_000 if found[3] else 1)


main()
