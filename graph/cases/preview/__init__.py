"""What would follow if a case were published: its conclusions, its conflicts, and what no other source says."""
