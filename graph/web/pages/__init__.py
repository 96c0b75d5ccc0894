"""Pages for people, and the negotiation of every IRI."""
