"""Runs the statement of ``kpi score --sql --dialect spark`` on a local Spark and sums it up."""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("indicators")
script = Path(sys.argv[2]).read_text(encoding="utf-8").rstrip().removesuffix(";")
*views, rows = script.split(";\n\n")
for each in views:
    spark.sql(each)
spark.sql(rows).createOrReplaceTempView("judged")
totals = """
SELECT verdict, count(*), sum(points), sum(CAST(needs_reason AS INT)) FROM judged
GROUP BY verdict ORDER BY verdict"""
grades = """
SELECT grade, count(*), sum(points), sum(weight) FROM kpi_units GROUP BY grade ORDER BY grade"""
for query in (totals, grades):
    for row in spark.sql(query).collect():
        print(*row)
