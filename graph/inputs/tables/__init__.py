"""Readers of CSV lists: each turns the rows of one kind of list into entities and situations with their evidence.

Each kind of list has a module; `readers` registers them by file name; `folder` reads the lists of a source.
"""
