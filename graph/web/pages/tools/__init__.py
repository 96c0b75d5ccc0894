"""What researchers work with: queries, panels, codes, reconciliation, cases of their own."""
