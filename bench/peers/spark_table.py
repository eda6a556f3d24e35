"""Runs the statement of ``kpi score --sql --dialect spark`` on a local Spark and sums it up."""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.read.parquet(sys.argv[1]).createOrReplaceTempView("indicators")
*views, rows = Path(sys.argv[2]).read_text(encoding="utf-8").rstrip().removesuffix(";").split(";\n\n")
for each in views:
    spark.sql(each)
spark.sql(rows).createOrReplaceTempView("judged")
totals = spark.sql("SELECT verdict, count(*) AS n, sum(points) AS p, sum(CAST(needs_reason AS INT)) AS r FROM judged GROUP BY verdict ORDER BY verdict")
for each in totals.collect():
    print(*each)
grades = spark.sql("SELECT grade, count(*) AS n, sum(points) AS p, sum(weight) AS w FROM kpi_units GROUP BY grade ORDER BY grade")
for each in grades.collect():
    print(*each)
