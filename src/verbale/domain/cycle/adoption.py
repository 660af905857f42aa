"""Adoption: a conclusion is a reference until a government adopts it and names who implements it (S17).

Each side records its own (COMMISSION.md, 7); the partner learns what `tell` tells, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.spine import dispatch, journal, party
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Faulty, NotFound, Refused, WrongUse
from verbale.records.commitment import Bound
from verbale.records.instrument import Instrument
from verbale.records.minutes import Adoption
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.text import Text, TextKind

WHAT = "adoption"
CONCLUSION = "conclusion"
"""The role of an article that concludes something (COMMISSION.md, 6.1)."""
BOUND, BOTH = "bound", "both"
"""The fact that says which side an article binds: a side's code, or both."""
MOST_AGENCIES = 100
LONGEST_NOTE = 4_000


class NoConclusion(Refused):
    """Article {article} of “{title}” is no conclusion that both sides agreed on, so nothing of it can be adopted."""


class NoInstrument(WrongUse):
    """Name the paper by which the government adopts article {article}."""


class NoAgency(WrongUse):
    """Article {article} binds us, so whoever adopts it names the agencies that implement it."""


class NotRecorded(NotFound):
    """Nothing is recorded yet of the adoption of article {article}."""


class NotAnAgency(WrongUse):
    """“{agency}” is not among the agencies that were named for article {article}, so it cannot be told."""


class NotAdopted(Refused):
    """Article {article} is a reference: {side} has not adopted it, so nothing is to be done of it. Record the adoption
    first."""


class NotAnAdoption(Faulty):
    """What {partner} told of an adoption cannot be taken: {why}."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a conclusion stands between the governments: its article, our record and the partner's word, None where
    there is none."""

    article: agreement.Article
    ours: Adoption | None
    theirs: Adoption | None

    @property
    def waits(self) -> bool:
        """Whether our government has not been heard on it."""
        return self.ours is None


@transaction.atomic
def adopt(
    *, text: Text, article: str, adopted: bool, by: Person, at: datetime, agencies: Sequence[str] = (),
    instrument: Instrument | None = None, note: str = "",
) -> Adoption:  # fmt: skip
    """Records that our government adopts a conclusion, or not; recorded again, the last record counts.

    Adopted is by an instrument, and names agencies where the article binds us.
    """
    check_role(by, Role.DESK)
    ours = party.us().code
    concluded = conclusion(text, article)
    named = _named(agencies)
    if adopted and instrument is None:
        raise NoInstrument(article=article)
    if adopted and not named and concluded.facts.get(BOUND) != text.partner.code:
        raise NoAgency(article=article)
    said = {
        "adopted": adopted, "agencies": named, "instrument": instrument, "recorded_by": by, "recorded_at": at,
        "note": words.entry(note, what="the note", needed=False), "told_at": None,
    }  # fmt: skip
    row, _ = Adoption.objects.update_or_create(text=text, article=article, side=ours, defaults=said)
    _record("adoption.recorded", row, by, at)
    return row


@transaction.atomic
def tell(
    *, adoption: Adoption, by: Person, at: datetime, agencies: Sequence[str] | None = None, note: str = ""
) -> Adoption:
    """Tells the partner whether we adopt; the agencies recorded unless fewer are given, and no note but this one."""
    check_role(by, Role.DESK)
    locked = Adoption.objects.select_for_update().select_related("text__partner").get(pk=adoption.pk)
    if locked.side != party.us().code:
        raise NotRecorded(article=locked.article)
    told = _named(locked.agencies if agencies is None else agencies)
    if foreign := [one for one in told if one not in locked.agencies]:
        raise NotAnAgency(agency=foreign[0], article=locked.article)
    body: dict[str, Json] = {
        "text": locked.text_id, "article": locked.article, "adopted": locked.adopted, "agencies": list(told),
        "note": words.entry(note, what="the note", longest=LONGEST_NOTE, needed=False),
    }  # fmt: skip
    dispatch.queue(partner=locked.text.partner, what=WHAT, body=body, thing=locked, at=at)
    locked.told_at = at
    locked.save(update_fields=["told_at"])
    _record("adoption.told", locked, by, at)
    return locked


@transaction.atomic
def told(*, partner: Party, body: Mapping[str, Any], at: datetime) -> Adoption:
    """Keeps the partner's word on whether its government adopts a conclusion; its last word counts."""
    text, article, said = _read(partner, body)
    row, _ = Adoption.objects.update_or_create(
        text=text, article=article, side=partner.code, defaults={**said, "recorded_at": at, "told_at": at}
    )
    _record("adoption.partner told", row, None, at)
    return row


def conclusion(text: Text, article: str) -> agreement.Article:
    """The article of agreed minutes that concludes something; refuses any other."""
    found = revision_of(text, text.in_force).article(article) if text.in_force else None
    if found is None or text.text_kind != TextKind.MINUTES or CONCLUSION not in found.roles:
        raise NoConclusion(article=article, title=text.title())
    return found


def check_adopted(text: Text, revision: str, article: str, bound: Bound) -> None:
    """Refuses to take a conclusion for more than a reference: one that binds us until we adopt it, one that binds the
    partner alone if it told us that it does not."""
    found = revision_of(text, revision).article(article)
    if text.text_kind != TextKind.MINUTES or found is None or CONCLUSION not in found.roles:
        return
    known, ours, theirs = of_article(text, article), party.us().code, text.partner.code
    if bound is Bound.THEIRS and theirs in known and not known[theirs].adopted:
        raise NotAdopted(article=article, side=theirs)
    if bound is not Bound.THEIRS and not (ours in known and known[ours].adopted):
        raise NotAdopted(article=article, side=ours)


def stands(text: Text) -> list[Stand]:
    """How each conclusion of agreed minutes stands, in the order of the paper."""
    if not text.in_force:
        return []
    by_place = {(one.article, one.side): one for one in _rows(text)}
    ours, theirs = party.us().code, text.partner.code
    return [
        Stand(one, by_place.get((one.identifier, ours)), by_place.get((one.identifier, theirs)))
        for one in revision_of(text, text.in_force).with_role(CONCLUSION)
    ]


def of_article(text: Text, article: str) -> Mapping[str, Adoption]:
    """What is known of the adoption of one conclusion, by the code of the side."""
    return {one.side: one for one in _rows(text) if one.article == article}


def _rows(text: Text) -> Iterable[Adoption]:
    return Adoption.objects.filter(text=text).select_related("instrument")


def _named(agencies: Sequence[str]) -> list[str]:
    if len(agencies) > MOST_AGENCIES:
        raise words.BadWords(what="the agencies", why=f"they are more than {MOST_AGENCIES}")
    return list(dict.fromkeys(words.line(one, what="an agency") for one in agencies))


def _record(act: str, row: Adoption, by: Person | None, at: datetime) -> None:
    facts: dict[str, Json] = {"article": row.article, "side": row.side, "adopted": row.adopted}
    journal.record(act=act, thing=row, by=by, at=at, facts=facts)


_FIELDS = {"text", "article", "adopted", "agencies", "note"}


def _read(partner: Party, body: Mapping[str, Any]) -> tuple[Text, str, dict[str, Any]]:
    """What a message tells: of which text and article, and what; refuses what cannot be."""

    def refuse(why: str) -> NotAnAdoption:
        return NotAnAdoption(partner=partner.code, why=why)

    if set(body) != _FIELDS or type(body["adopted"]) is not bool or not isinstance(body["agencies"], list):
        raise refuse("it has other fields than an adoption has")
    if not all(isinstance(body[name], str) for name in ("text", "article", "note")):
        raise refuse("one of its fields is no text")
    text = Text.objects.filter(pk=body["text"], partner=partner).first() if "\0" not in body["text"] else None
    if text is None:
        raise refuse("it names no text that both sides agreed on")
    try:
        concluded = conclusion(text, body["article"])
        said = {
            "adopted": body["adopted"], "agencies": _named(body["agencies"]),
            "note": words.entry(body["note"], what="the note", longest=LONGEST_NOTE, needed=False),
        }  # fmt: skip
    except (Refused, WrongUse) as fault:
        raise refuse(fault.sentence()) from fault
    return text, concluded.identifier, said
