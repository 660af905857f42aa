"""How far a proof goes before it says that it went no farther."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.deadline import NEVER, Deadline


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of solving for one table or question; ``rules`` of a table; ``classes`` of values of one input
    that are told apart; ``combinations`` of classes that one expression is asked; ``attempts`` at a witness where the
    solver does not know a function; ``told`` findings of one kind on one table. ``until`` ends all of it, so that
    several tables and questions can share a time; what is left then is told as not settled.
    """

    seconds: float = 20.0
    rules: int = 3_000
    classes: int = 5_000
    combinations: int = 40_000
    attempts: int = 40
    told: int = 100
    until: Deadline = NEVER


USUAL = Limits()
