"""The dated rules on Apache Spark: the statements of `reason/evaluation`, run on tables of Parquet files."""
