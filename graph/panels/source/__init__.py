"""What panels are made from: a graph with its dated statements, and systems of states with their codes."""
