"""The guard: the only way out to the network."""
