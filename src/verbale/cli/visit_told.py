"""Visits, talks and delegations as commands tell them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verbale.domain.cycle import delegation as delegations
from verbale.domain.cycle import visit as visits
from verbale.domain.cycle.visit import Result
from verbale.records.delegation import Delegation
from verbale.records.talk import Talk, TalkEntry
from verbale.records.visit import Assignment, Visit, Wish

Told = dict[str, Any]


def visit(one: Visit) -> Told:
    """A visit's own facts."""
    return {
        "id": one.pk, "title": one.title, "partner": one.partner.code, "side": one.side, "leader": one.leader,
        "place": one.place, "begins": one.begins, "ends": one.ends, "state": one.state, "reason": one.reason,
        "session": one.session_id, "directive": one.directive_id,
    }  # fmt: skip


def assignment(one: Assignment) -> Told:
    return {"number": one.number, "text": one.text, "fulfilled": one.fulfilled, "shown_by": one.shown_by}


def wish(one: Wish) -> Told:
    return {"number": one.number, "side": one.side, "text": one.text, "met": one.met, "note": one.note}


def result(found: Result) -> Told:
    return {"yes": found.yes, "partly": found.partly, "no": found.no, "unsaid": found.unsaid}


def counted(found: Result) -> str:
    return f"yes {found.yes}, partly {found.partly}, no {found.no}, not yet said {found.unsaid}"


def visit_line(one: Visit) -> str:
    """A visit in words, for the end of an act."""
    ends = f" to {one.ends}" if one.ends else ""
    return f"{one.title}: {one.state}, {one.begins}{ends}. {one.pk}"


def visit_lists(one: Visit, day: Any) -> Told:
    return {**visit(one), "passed": visits.passed(one, day)}


def talk(one: Talk) -> Told:
    return {
        "id": one.pk, "title": one.title, "partner": one.partner.code, "on": one.on, "place": one.place,
        "session": one.session_id, "visit": one.visit_id,
    }  # fmt: skip


def entry(one: TalkEntry) -> Told:
    return {
        "place": one.place, "side": one.side, "speaker": one.speaker, "office": one.office, "said": one.said,
        "text": one.text,
    }  # fmt: skip


def written(one: TalkEntry) -> Told:
    """An entry with the particulars of its talk, for a table."""
    return {
        "talk": one.talk.title, "partner": one.talk.partner.code, "on": one.talk.on, "held_at": one.talk.place,
        **entry(one),
    }  # fmt: skip


def spoken(one: TalkEntry) -> str:
    """An entry on a line."""
    held = f", {one.office}" if one.office else ""
    words = f": {one.text}" if one.text else ""
    return f"{one.place}. {one.side} {one.speaker}{held} ({one.get_said_display().lower()}){words}"


def delegation(one: Delegation) -> Told:
    """A delegation with its people, and how it stands with the partner."""
    return {
        "id": one.pk, "session": one.session_id, "visit": one.visit_id, "side": one.side,
        "told_by_them": one.recorded_by_id is None, "told_at": one.told_at,
        "changed_since": one.recorded_by_id is not None and delegations.changed_since_told(one),
        "keep_until": one.delete_after,
        "delegates": [{"name": each.name, "office": each.office, "part": each.part} for each in one.delegates.all()],
    }  # fmt: skip


def delegation_lines(rows: Iterable[Delegation]) -> list[str]:
    """Delegations in words: whose, how they stand, who comes."""
    lines = []
    for one in rows:
        lines.append(f"{one.side}, {_standing(one)}. {one.pk}")
        people = list(one.delegates.all())
        lines += [f"  {each.name}, {each.office} ({each.get_part_display().lower()})" for each in people]
        if not people:
            lines.append(f"  The names were kept until {one.delete_after} and are gone.")
    return lines or ["None."]


def _standing(one: Delegation) -> str:
    if one.recorded_by_id is None:
        return f"told by them on {one.told_at:%Y-%m-%d}"
    if one.told_at is None:
        return "not told"
    since = " and changed since" if delegations.changed_since_told(one) else ""
    return f"told to the partner on {one.told_at:%Y-%m-%d}{since}"
