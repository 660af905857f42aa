"""The partner's word on commitments that follow from shared articles, and its delays, recorded as facts (1.2, S106).

Its word is kept beside our record; a date that it moved becomes ours once a person here accepts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.cycle.commitment import LONGEST_TOLD, change
from verbale.domain.cycle.commitment import WHAT as WHAT
from verbale.domain.cycle.commitment_date import move
from verbale.domain.cycle.commitment_proposed import propose_articles
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Commitment, CommitmentState, CommitmentWord
from verbale.records.journal import JournalPayload
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.text import Text

TOLD, HEARD = "commitment.partner told", "commitment.heard"
"""The acts of the journal by which its words are found: by pouch, and told to a person here."""
_LONGEST_NUMBER, _LONGEST_ARTICLE = 40, 20


class NotACommitment(Faulty):
    """What {partner} told of a commitment cannot be taken: {why}."""


class NothingToAccept(Refused):
    """The partner’s word on commitment {number} differs from our record in nothing that could be accepted."""


@dataclass(frozen=True, slots=True)
class Said:
    """One word of the partner on a commitment: state, date, reason and apology, and when it was recorded here."""

    state: str
    due: str
    reason: str
    apology: str
    at: datetime


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> CommitmentWord:
    """Keeps the partner's word on a commitment; the last one counts, and the journal keeps each.

    A conclusion of which nobody here has proposed anything yet is proposed now, so that no word is lost.
    """
    text, article, number, said = _read(partner, body)
    about = _about(text, article, number, at)
    if about is None:
        raise NotACommitment(partner=partner.code, why=f"article {article} has no commitment {number} here")
    word, _ = CommitmentWord.objects.update_or_create(commitment=about, defaults={**said, "told_at": at})
    facts: dict[str, Json] = {"number": about.number, **said}
    journal.record(act=TOLD, thing=about, by=None, at=at, facts=facts)
    return word


@transaction.atomic
def accept_word(*, commitment: Commitment, by: Person, at: datetime, state: bool = False) -> Commitment:
    """Takes the partner's date for the agreed one, as a move of its side with its reason and apology; with ``state``
    its state as well. A word without a date says nothing of it."""
    check_role(by, Role.DESK)
    word = CommitmentWord.objects.select_related("commitment__partner").filter(commitment=commitment).first()
    if word is None:
        raise NotFound(what="word of the partner", which=commitment.number)
    dated, stated = date_differs(word), state and word.state != word.commitment.state
    if not dated and not stated:
        raise NothingToAccept(number=word.commitment.number)
    if dated:
        move(
            commitment=word.commitment, due=word.due, reason=word.reason, apology=word.apology,
            side=word.commitment.partner.code, by=by, at=at,
        )  # fmt: skip
    if stated:
        reason = word.reason or word.commitment.partner.code
        change(commitment=word.commitment, state=word.state, reason=reason, by=by, at=at)
    return Commitment.objects.get(pk=commitment.pk)


def date_differs(word: CommitmentWord) -> bool:
    """Whether the partner named another date than the one agreed."""
    return bool(word.due) and word.due != word.commitment.due


def words_of(commitment: Commitment) -> list[Said]:
    """Every word of the partner on a commitment, the first one first, as far as the journal still has it."""
    rows = JournalPayload.objects.filter(act__in=(TOLD, HEARD), thing_kind=commitment.kind, thing_id=commitment.pk)
    return [_said(row) for row in rows.order_by("entry")]


def _said(row: JournalPayload) -> Said:
    told = {name: str(row.facts.get(name, "")) for name in ("state", "due", "reason", "apology")}
    return Said(**told, at=row.at)


def _about(text: Text, article: str, number: str, at: datetime) -> Commitment | None:
    """The commitment of an article with this number, or its only one; proposed now if it has none."""
    rows = Commitment.objects.select_for_update().filter(agreed=text, article=article)
    if not rows.exists():
        try:
            propose_articles(text, at=at)
        except Refused:
            return None
    found = list(rows)
    return next((one for one in found if one.number == number), found[0] if len(found) == 1 else None)


_FIELDS = {"text", "article", "number", "state", "due", "reason", "apology"}


def _read(partner: Party, body: Mapping[str, Any]) -> tuple[Text, str, str, dict[str, str]]:
    """What a message tells: text, article, number, and the word itself; refuses what cannot be."""

    def refuse(why: str) -> NotACommitment:
        return NotACommitment(partner=partner.code, why=why)

    if set(body) != _FIELDS or not all(isinstance(value, str) for value in body.values()):
        raise refuse("it has other fields than a commitment has")
    text = Text.objects.filter(pk=body["text"], partner=partner).first() if "\0" not in body["text"] else None
    if text is None:
        raise refuse("it names no text that both sides agreed on")
    if body["state"] not in CommitmentState.values or body["state"] == CommitmentState.PROPOSED:
        raise refuse("its state is none that a side tells")
    try:
        article = words.line(body["article"], what="its article", longest=_LONGEST_ARTICLE)
        number = words.line(body["number"], what="its number", longest=_LONGEST_NUMBER)
        said = {name: words.entry(body[name], what=name, longest=LONGEST_TOLD, needed=False) for name in _WORDS}
        due = ImpreciseDate.read(body["due"]).edtf
    except WrongUse as fault:
        raise refuse(fault.sentence()) from fault
    return text, article, number, {"state": body["state"], "due": due, **said}


_WORDS = ("reason", "apology")
