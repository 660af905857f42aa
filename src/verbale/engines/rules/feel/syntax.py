"""Limits of an expression, and the fault that names the character where its syntax breaks."""

from __future__ import annotations

MAX_LENGTH = 20_000
"""Characters of one expression."""
MAX_NESTING = 48
"""Brackets, branches and the like, one in another."""
MAX_DEPTH = 160
"""Levels of the tree, chains of operators included."""
MAX_TOKENS = 6_000
MAX_REREAD = 2 * MAX_TOKENS
"""Tokens that may be read again in all."""
MAX_RETRIES = 100
"""Places of one expression that may be read a second time, because brackets have several meanings."""


class SyntaxFault(Exception):
    """An expression that is not FEEL: what is wrong, and at which character (from 1)."""

    def __init__(self, why: str, character: int) -> None:
        super().__init__(f"character {character}: {why}")
        self.why = why
        self.character = character
