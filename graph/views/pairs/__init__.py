"""Two entities side by side: relations between them, what they have in common, records that name both."""
