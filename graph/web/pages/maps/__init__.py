"""The atlas and the network: one or two layers on any day, surroundings and shortest paths."""
