"""What the rows of a case say: dates, numbers, names and relations, with a message for each mistake."""
