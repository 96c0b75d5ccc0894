"""First screens: what a page says of an entity or a pair before anything else."""
