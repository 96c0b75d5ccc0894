"""What pages of every kind share: templates, addresses, forms, the day, tables and files."""
