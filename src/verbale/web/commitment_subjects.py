"""The subjects of a commitment, each with who leads it and who takes part: as pages show them and as one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verbale.domain.cycle.commitment_content import Member
from verbale.domain.cycle.commitment_read import NOBODY
from verbale.records.commitment import Commitment, CommitmentPart, PartIn

BETWEEN = "|"
"""What stands between the parts of a line."""
_OF_SUBJECT = (PartIn.LEADING, PartIn.PARTICIPANT)
_SIGNS = {BETWEEN, ";", "；"}


def subjects_of(row: Commitment) -> list[tuple[str, str, list[str]]]:
    """The subjects of a commitment in their order: name, who leads it (empty where nobody does), participants."""
    return [(name, ", ".join(leads), who) for name, leads, who in _subjects(filter(_is_of_subject, row.parts.all()))]


def lines_of(row: Commitment) -> tuple[str, list[CommitmentPart]]:
    """Subjects as one line each; and all others who take part, with those whose names do not fit into such a line."""
    parts = list(row.parts.all())
    fitting = [one for one in parts if _is_of_subject(one) and not _SIGNS & {*one.who} and BETWEEN not in one.subject]
    lines = [
        f" {BETWEEN} ".join((name, "; ".join(leads), "; ".join(who))).rstrip(f" {BETWEEN}")
        for name, leads, who in _subjects(fitting)
    ]
    return "\n".join(lines), [one for one in parts if one not in fitting]


def members_of_line(subject: str, leading: str, participants: str) -> list[Member]:
    """Who takes part in a subject, by its line; a subject for which nobody is named has nobody who leads it."""
    leads, taking_part = _named(leading), _named(participants)
    if not leads and not taking_part:
        leads = [NOBODY]
    everybody = ((PartIn.LEADING, leads), (PartIn.PARTICIPANT, taking_part))
    return [Member(part, who, subject) for part, named in everybody for who in named]


def _is_of_subject(one: CommitmentPart) -> bool:
    return bool(one.subject) and one.part in _OF_SUBJECT


def _subjects(parts: Iterable[CommitmentPart]) -> list[tuple[str, list[str], list[str]]]:
    parts = list(parts)
    return [(name, *_of(name, parts)) for name in dict.fromkeys(one.subject for one in parts)]


def _of(name: str, parts: Sequence[CommitmentPart]) -> tuple[list[str], list[str]]:
    mine = [one for one in parts if one.subject == name]
    leads = [one.who for one in mine if one.part == PartIn.LEADING and one.who != NOBODY]
    return leads, [one.who for one in mine if one.part == PartIn.PARTICIPANT]


def _named(words: str) -> list[str]:
    return [who.strip() for who in words.replace("；", ";").split(";") if who.strip()]
