"""Sheets of a case as files: their columns, and reading them from CSV, Excel and LibreOffice files."""
