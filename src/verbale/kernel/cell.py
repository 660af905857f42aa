"""Texts in the cells of a table that a spreadsheet program opens."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet program read a text as a formula or command; full-width forms are read so in East Asia."""


def cell_text(value: str) -> str:
    """A text that no program runs: one that looks like a formula begins with an apostrophe instead."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
