"""What a build reads: ontology, sources with their lists, the query library; validated before it is reasoned over."""
