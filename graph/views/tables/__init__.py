"""Tables of every list: columns, cells, what a reader chooses of them, and their files."""
