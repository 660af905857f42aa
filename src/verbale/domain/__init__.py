"""What the office does: the spine that any noun uses, the cycle of its verbs, and the books that read them."""
