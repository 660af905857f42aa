"""Sentences that a person marked in a report, held against what was concluded from it (S121; COMMISSION.md, 10.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.engines.report import Place, ProposedCommitment, Subject, taken_up
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.commitment import Commitment, CommitmentState
from verbale.records.person import Person, Role
from verbale.records.report import Mark, MarkedSentence, Report

LONGEST_SENTENCE = 10_000
MOST_MARKED = 5_000
NOT_CONCLUDED = frozenset({CommitmentState.PROPOSED, CommitmentState.DROPPED})
"""A commitment in these states takes no sentence up: nobody confirmed it, or it was given up."""


@dataclass(frozen=True, slots=True)
class Held:
    """A marked sentence held against the conclusions: the one that takes it up, if a person said so; and the one that
    has most words in common with it, with their share of the sentence (0 to 1). The words claim nothing of meaning."""

    sentence: MarkedSentence
    taken_up_by: Commitment | None
    nearest: Commitment | None
    share: float

    @property
    def percent(self) -> int:
        """The share in hundredths."""
        return round(self.share * 100)


class BadPlace(WrongUse):
    """Characters {start} to {end} are no sentence of “{title}”, whose text has {length}. A sentence that is marked has
    words, and {limit} characters at most."""


class NoSuchMark(WrongUse):
    """A sentence cannot be marked as “{mark}”. The marks are: {known}."""


class AlreadyMarked(Refused):
    """This sentence is marked as “{mark}” already."""


class TooMany(Refused):
    """The report “{title}” has {limit} marked sentences, which is the most."""


class NotConcluded(Refused):
    """Commitment {number} is “{state}”, so it takes up nothing. Confirm it first."""


class TakenUp(Refused):
    """This sentence is taken up by commitment {number}. Let it go there first."""


class NotTakenUp(Refused):
    """No commitment takes this sentence up."""


@transaction.atomic
def mark(
    *, report: Report, start: int, end: int, mark: str, by: Person, at: datetime, note: str = ""
) -> MarkedSentence:
    """Marks a sentence of a report's text, characters ``start`` to ``end``, as promise, question, delay or need.

    Blanks around it are left out. Raises BadPlace, NoSuchMark, AlreadyMarked, TooMany.
    """
    check_role(by, Role.DESK)
    if mark not in Mark.values:
        raise NoSuchMark(mark=mark[:20], known=", ".join(Mark.values))
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    first, last = _place(locked, start, end)
    rows = MarkedSentence.objects.filter(report=locked)
    if rows.filter(start=first, end=last, mark=mark).exists():
        raise AlreadyMarked(mark=Mark(mark).label)
    if rows.count() >= MOST_MARKED:
        raise TooMany(title=locked.title, limit=MOST_MARKED)
    row = MarkedSentence.objects.create(
        report=locked, start=first, end=last, text=locked.text[first:last], mark=mark,
        note=words.line(note, what="note", needed=False), by=by, at=at,
    )  # fmt: skip
    _record("report.sentence marked", row, by, at)
    return row


@transaction.atomic
def unmark(*, sentence: MarkedSentence, by: Person, at: datetime) -> None:
    """Takes a mark away; the journal keeps that it was there."""
    check_role(by, Role.DESK)
    locked = _locked(sentence)
    if locked.commitment and _is_taken(locked.commitment):
        raise TakenUp(number=_number(locked.commitment))
    _record("report.sentence unmarked", locked, by, at)
    locked.delete()


@transaction.atomic
def take_up(*, sentence: MarkedSentence, commitment: Commitment, by: Person, at: datetime) -> MarkedSentence:
    """Says that a commitment takes a marked sentence up."""
    check_role(by, Role.DESK)
    locked = _locked(sentence)
    taking = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if taking.state in NOT_CONCLUDED:
        raise NotConcluded(number=taking.number, state=taking.get_state_display())
    if locked.commitment and locked.commitment != taking.pk and _is_taken(locked.commitment):
        raise TakenUp(number=_number(locked.commitment))
    locked.commitment = taking.pk
    locked.save(update_fields=["commitment"])
    _record("report.sentence taken up", locked, by, at)
    return locked


@transaction.atomic
def let_go(*, sentence: MarkedSentence, by: Person, at: datetime) -> MarkedSentence:
    """Takes back that a commitment takes a marked sentence up."""
    check_role(by, Role.DESK)
    locked = _locked(sentence)
    if not locked.commitment:
        raise NotTakenUp()
    _record("report.sentence let go", locked, by, at)
    locked.commitment = ""
    locked.save(update_fields=["commitment"])
    return locked


def not_taken_up(report: Report) -> list[MarkedSentence]:
    """The marked sentences of a report that no commitment takes up, in the order of the text (S121).

    One whose commitment was dropped since is among them again.
    """
    rows = list(MarkedSentence.objects.filter(report=report).order_by("start", "end", "mark"))
    named = {row.commitment for row in rows if row.commitment}
    standing = Commitment.objects.filter(pk__in=named).exclude(state__in=NOT_CONCLUDED)
    taking = set(standing.values_list("pk", flat=True))
    return [row for row in rows if row.commitment not in taking]


def held_against(report: Report) -> list[Held]:
    """The marked sentences of a report held against its conclusions, in the order of the text.

    A conclusion is what was read from the report and not dropped; one that is not confirmed yet takes nothing up.
    """
    rows = list(MarkedSentence.objects.filter(report=report).order_by("start", "end", "mark"))
    concluded = list(
        Commitment.objects.filter(report=report).exclude(state=CommitmentState.DROPPED).prefetch_related("parts")
    )
    compared = [_compared(one) for one in concluded]
    named = Commitment.objects.filter(pk__in={row.commitment for row in rows if row.commitment})
    taking = {one.pk: one for one in named.exclude(state__in=NOT_CONCLUDED)}
    return [_held(row, taking.get(row.commitment), concluded, compared) for row in rows]


def _held(
    row: MarkedSentence, taking: Commitment | None, concluded: Sequence[Commitment],
    compared: Sequence[ProposedCommitment],
) -> Held:  # fmt: skip
    near = taken_up(row.text, compared)
    return Held(row, taking, concluded[near.which] if near.which is not None else None, near.share)


def _compared(one: Commitment) -> ProposedCommitment:
    """A conclusion as far as its words are compared: its sentences and its subjects."""
    subjects = dict.fromkeys(part.subject for part in one.parts.all() if part.subject)
    return ProposedCommitment(one.number, one.text, Place(0, 0), subjects=tuple(map(Subject, subjects)))


def _place(report: Report, start: int, end: int) -> tuple[int, int]:
    text = report.text
    chosen = text[start:end] if 0 <= start < end <= len(text) else ""
    if not chosen.strip() or len(chosen.strip()) > LONGEST_SENTENCE:
        raise BadPlace(start=start, end=end, title=report.title, length=len(text), limit=LONGEST_SENTENCE)
    return start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())


def _locked(sentence: MarkedSentence) -> MarkedSentence:
    return MarkedSentence.objects.select_for_update(of=("self",)).select_related("report").get(pk=sentence.pk)


def _is_taken(identifier: str) -> bool:
    return Commitment.objects.filter(pk=identifier).exclude(state__in=NOT_CONCLUDED).exists()


def _number(identifier: str) -> str:
    found = Commitment.objects.filter(pk=identifier).first()
    return found.number if found else identifier


def _record(act: str, row: MarkedSentence, by: Person, at: datetime) -> None:
    facts: dict[str, Json] = {"start": row.start, "end": row.end, "mark": row.mark, "commitment": row.commitment}
    journal.record(act=act, thing=row.report, by=by, at=at, facts=facts)
