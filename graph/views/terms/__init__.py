"""Terms of the ontology: their list, what axioms say of each, and where each is used."""
