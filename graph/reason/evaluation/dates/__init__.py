"""Days as numbers, the lives of things, and when asserted triples hold."""
