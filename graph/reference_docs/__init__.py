"""Reference pages and the data dictionary, generated from the project itself."""
