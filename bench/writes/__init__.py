"""What a write costs."""
