"""`python -m westphalia` is the command `westphalia`."""

from .cli import main

main()
