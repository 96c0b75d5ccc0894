"""One entity on a day: its statements by theme, what is disputed about it, the sources behind it, its citation."""
