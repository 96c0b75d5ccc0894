"""Pages of terms, rules and modules, their lists, and the documents that they are."""
