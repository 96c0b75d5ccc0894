"""Readers of CSV lists: each turns the rows of one kind of list into entities and situations with their evidence.

One file a kind of list; `readers` says which reader reads which file name; `folder` reads the lists of all sources.
"""
