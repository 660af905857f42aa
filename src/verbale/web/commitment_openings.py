"""What can be done with a commitment now: each act with its name and its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.commitment import STANDING, TRANSITIONS
from verbale.domain.cycle.commitment_arrival import date_differs
from verbale.records.commitment import Bound, Commitment, CommitmentState, CommitmentWord, Milestone
from verbale.web.commitment_shown import may_act

NAMES: dict[str, str] = {
    "confirm": _("Confirm the proposal"),
    "reject": _("Reject the proposal"),
    "change": _("Change the state"),
    "move": _("Move a date"),
    "own": _("Set our own date"),
    "reach": _("A milestone was reached"),
    "step": _("Add a milestone"),
    "name": _("Name who is in charge"),
    "fund": _("Reserve funds"),
    "agree": _("Name who agreed on funds"),
    "delay": _("Record what the partner said"),
    "accept": _("Accept the partner’s word"),
    "tell": _("Tell the partner"),
    "sort": _("Sort under a programme"),
}
"""The acts, as their buttons and pages are called."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An act that can be done now."""

    label: str
    address: str
    tone: str = ""


def openings(row: Commitment, viewer: Any, steps: Sequence[Milestone], word: CommitmentWord | None) -> list[Opening]:
    """What the viewer can do with a commitment now; nothing for who only reads."""
    if not may_act(viewer):
        return []
    found = [name for name in NAMES if name in _possible(row, steps, word)]
    return [Opening(str(NAMES[name]), _address(row, name), _tone(name, first=number == 0)) for number, name in
            enumerate(found)]  # fmt: skip


def _possible(row: Commitment, steps: Sequence[Milestone], word: CommitmentWord | None) -> set[str]:
    state = CommitmentState(row.state)
    if state is CommitmentState.PROPOSED:
        return {"confirm", "reject", "sort"}
    found = {"name", "fund", "sort"}
    if TRANSITIONS[state]:
        found.add("change")
    if row.bound != Bound.OURS:
        found.add("delay")
    if row.agreed_id is not None:
        found.add("tell")
    if state in STANDING:
        found |= {"move", "own", "step"}
        if any(step.done_on is None for step in steps):
            found.add("reach")
    if word is not None and (word.state != row.state or date_differs(word)):
        found.add("accept")
    return found


def _address(row: Commitment, name: str) -> str:
    if name == "confirm":
        return reverse("commitment-confirm", args=[row.pk])
    return reverse("commitment-act", args=[row.pk, name])


def _tone(name: str, *, first: bool) -> str:
    return "danger" if name == "reject" else "" if first else "quiet"
