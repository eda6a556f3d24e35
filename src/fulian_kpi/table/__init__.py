"""Tables of the indicators of many units, a row each, as csv or Parquet files."""
