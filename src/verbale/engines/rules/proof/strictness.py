"""Which of two supply verdicts is stricter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..supply import OUTCOMES, SUPPLY

STRICTER, LOOSER, EQUAL, NEITHER = "stricter", "looser", "equal", "neither"
EQUIVALENT = "equivalent"


def direction(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """How the new outputs of a supply rulebook stand to the old: by the order refuse, refer, supply; among supplies,
    more approvals and a mark where there was none are stricter. What is not clear is refused.
    """
    before, after = _rank(old), _rank(new)
    if before != after:
        return LOOSER if after < before else STRICTER
    if old.get("outcome") != SUPPLY:
        return EQUAL
    return joined((_approvals(old, new), _marking(old.get("marking"), new.get("marking"))))


def rests_on(old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """The names of the outputs from which `direction` follows."""
    alike = old.get("outcome") == new.get("outcome") == SUPPLY
    return frozenset(("outcome", "approvals", "marking")) if alike else frozenset(("outcome",))


def joined(directions: tuple[str, ...] | list[str]) -> str:
    """What several directions come to together."""
    found = set(directions) - {EQUAL}
    if not found:
        return EQUAL
    return found.pop() if len(found) == 1 else NEITHER


def _rank(outputs: Mapping[str, Any]) -> int:
    outcome = outputs.get("outcome")
    return OUTCOMES.index(outcome) if outcome in OUTCOMES else len(OUTCOMES) - 1


def _approvals(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    before, after = _codes(old.get("approvals")), _codes(new.get("approvals"))
    if before == after:
        return EQUAL
    return STRICTER if after > before else LOOSER if after < before else NEITHER


def _codes(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset((value,))
    return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()


def _marking(before: Any, after: Any) -> str:
    if before == after:
        return EQUAL
    return STRICTER if before is None else LOOSER if after is None else NEITHER
