"""`python -m graph.cli` is the command `westphalia`."""

from . import main

main()
