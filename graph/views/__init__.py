"""What pages, commands and notebooks say of the graph, as plain values; knows nothing of Flask."""
