"""English as questions use it: words, meanings, dates, windows of time, corrections."""
