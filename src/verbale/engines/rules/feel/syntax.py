"""Limits of an expression, and the fault that names the character where its syntax breaks."""

from __future__ import annotations

MAX_LENGTH = 20_000
"""Characters of one expression."""
MAX_NESTING = 64
"""Brackets, branches and the like, one in another."""
MAX_DEPTH = 160
"""Levels of the tree, chains of operators included."""
MAX_TOKENS = 6_000


class SyntaxFault(Exception):
    """An expression that is not FEEL: what is wrong, and at which character (from 1)."""

    def __init__(self, why: str, character: int) -> None:
        super().__init__(f"character {character}: {why}")
        self.why = why
        self.character = character
