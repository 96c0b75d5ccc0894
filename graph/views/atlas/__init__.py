"""The world as a map shows it: which states an outline of today stands for on a day, and what is disputed."""
