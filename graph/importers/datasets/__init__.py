"""The datasets, one a module with `DATASET`, what it is; `record`, its records; `columns`, for panels."""
