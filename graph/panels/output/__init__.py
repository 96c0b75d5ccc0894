"""Files and frames: what a panel becomes, with its codebook and citations."""
