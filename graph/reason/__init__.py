"""Reasoning: from asserted triples to what follows from them, and to what contradicts itself."""
