"""The names of the graph as questions use them, and the parts of a question that name something."""
