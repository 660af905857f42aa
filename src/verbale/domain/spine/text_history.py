"""The history of a text: every act in the order in which it counts, what it did, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.engines import agreement
from verbale.records.text import Text, TextAct


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the history. ``effect`` is None for an act that waits for others, ``reason`` says why it did nothing;
    ``fallen`` says why it has no effect any more, or never had one, where its side did not mean that; ``through`` and
    ``ended`` are the acts by which it fell and which it ended."""

    row: TextAct
    act: agreement.Act
    effect: agreement.Effect | None
    reason: agreement.Reason | None
    fallen: agreement.Fallen | None
    through: agreement.Act | None
    ended: tuple[agreement.Act, ...]

    @property
    def name(self) -> str:
        """How people call an act: its side and its number."""
        return name_of(self.act)


def name_of(act: agreement.Act) -> str:
    """How people call an act: ``A 3``."""
    return f"{act.side} {act.number}"


def _place(act: agreement.Act) -> tuple[str, int]:
    return act.side, act.number


def history_of(text: Text, standing: agreement.Standing) -> tuple[Entry, ...]:
    """Every act on a text that is kept, those that wait last."""
    found = TextAct.objects.filter(text=text).select_related("by", "letter", "message__pouch", "arrived")
    # By side and number: an act whose content was altered has another hash than its row, and is to be shown too.
    rows = {(row.side, row.number): row for row in found}
    acts = {event.act.hash: event.act for event in standing.timeline} | {one.hash: one for one in standing.waiting}
    fallen = {one.act: one for one in standing.fallen}

    def entry(event: agreement.Event) -> Entry:
        fell = fallen.get(event.act.hash)
        through = acts.get(fell.through) if fell and fell.through else None
        ended = tuple(acts[one] for one in event.ended if one in acts)
        return Entry(rows[_place(event.act)], event.act, event.effect, event.reason, fell, through, ended)

    waiting = (Entry(rows[_place(one)], one, None, None, None, None, ()) for one in standing.waiting)
    return (*map(entry, standing.timeline), *waiting)
