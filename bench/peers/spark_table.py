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
verdict, points, reason = spark.table("judged").columns[-3:]
*_, weight, unit_points, grade = spark.table("kpi_units").columns
totals = f"""
SELECT `{verdict}`, count(*), sum(`{points}`), sum(CAST(`{reason}` AS INT)) FROM judged
GROUP BY 1 ORDER BY 1"""
grades = f"""
SELECT `{grade}`, count(*), sum(`{unit_points}`), sum(`{weight}`) FROM kpi_units
GROUP BY 1 ORDER BY 1"""
for query in (totals, grades):
    for row in spark.sql(query).collect():
        print(*row)
