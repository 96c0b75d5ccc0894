"""Cases: folders in which a scholar types what a text says, as sheets: checked, previewed, published."""
