"""English, for readers on both sides of every border."""
