"""SPARQL as text: tokens, complexity, the headers of query files; updates and federation in packages of their own."""
