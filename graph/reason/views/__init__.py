"""A closure cut at a day, its history, differences between views, and their files."""
