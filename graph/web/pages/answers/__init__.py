"""What a reader asks: the one box, search, questions, whether a statement holds, and why."""
