"""Kills and full disks: what a process that ends at any moment leaves behind."""
