"""Talks between the sides: who said what for whom, in order; greetings; that no promises were made (S77, S112).

COMMISSION.md, 5.2. A talk is recorded by us and told to nobody.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.cycle import words
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.talk import Said, Talk, TalkEntry
from verbale.records.visit import Visit

LONGEST_SPEAKER = 200
MOST_ENTRIES = 2_000
WORDLESS = frozenset({Said.NO_PROMISE, Said.GREETING})
"""What says enough by its kind, and may go without words."""


class BadTalk(WrongUse):
    """A talk cannot be recorded so: {why}."""


class TalkFull(Refused):
    """The talk “{title}” has {limit} entries, which is the most. Record another talk."""


@transaction.atomic
def record(
    *, partner: Party, title: str, on: str, by: Person, at: datetime, place: str = "", session: Session | None = None,
    visit: Visit | None = None,
) -> Talk:  # fmt: skip
    """Records that a talk was held, at a session, on a visit, or by itself."""
    check_role(by, Role.DESK)
    held = ImpreciseDate.read(on)
    if held.precision in (Precision.NONE, Precision.IMMEDIATELY, Precision.SINCE):
        raise BadTalk(why="it has no date; a month or a year will do")
    for thing in (session.commission if session else None, visit):
        if thing is not None and thing.partner_id != partner.pk:
            raise BadTalk(why="its session or its visit is one with another partner")
    talk = Talk.objects.create(
        partner=partner, session=session, visit=visit, on=held.edtf, title=words.line(title, what="title"),
        place=words.line(place, what="place", needed=False), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    journal.record(act="talk.recorded", thing=talk, by=by, at=at, facts={"on": talk.on, "partner": partner.code})
    return talk


@transaction.atomic
def say(
    *, talk: Talk, side: str, speaker: str, said: str, by: Person, at: datetime, text: str = "", office: str = ""
) -> TalkEntry:
    """Adds what a speaker of one side said, after all that was said before, with the office held on that day.

    ``said`` is the kind: a statement, greeting, question, wish, assurance, or that no promise was made; the last and
    a greeting may go without words.
    """
    check_role(by, Role.DESK)
    locked = Talk.objects.select_for_update(of=("self",)).select_related("partner").get(pk=talk.pk)
    if side not in (party.us().code, locked.partner.code):
        raise BadTalk(why="its speaker is of neither side")
    _check_kind(said)
    last = TalkEntry.objects.filter(talk=locked).aggregate(last=Max("place"))["last"] or 0
    if last >= MOST_ENTRIES:
        raise TalkFull(title=locked.title, limit=MOST_ENTRIES)
    entry = TalkEntry.objects.create(
        talk=locked, place=last + 1, side=side, speaker=words.line(speaker, what="speaker", longest=LONGEST_SPEAKER),
        office=words.line(office, what="office", needed=False), said=said, text=_words(said, text), by=by, at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"place": entry.place, "side": side, "said": str(said)}
    journal.record(act="talk.said", thing=locked, by=by, at=at, facts=facts)
    return entry


def no_promises(
    *, talk: Talk, side: str, speaker: str, by: Person, at: datetime, text: str = "", office: str = ""
) -> TalkEntry:
    """Adds the explicit fact that a side made no promises, said or noted by one of its people (S112)."""
    said = Said.NO_PROMISE
    return say(talk=talk, side=side, speaker=speaker, said=said, text=text, office=office, by=by, at=at)


@transaction.atomic
def correct(*, entry: TalkEntry, said: str, text: str, by: Person, at: datetime) -> TalkEntry:
    """Corrects kind and words of an entry; speaker, side and place stay."""
    check_role(by, Role.DESK)
    locked = TalkEntry.objects.select_for_update(of=("self",)).select_related("talk").get(pk=entry.pk)
    _check_kind(said)
    before: dict[str, Json] = {"said": locked.said, "text": locked.text}
    locked.said, locked.text, locked.by, locked.at = said, _words(said, text), by, at
    locked.save()
    facts: dict[str, Json] = {"place": locked.place, "before": before}
    journal.record(act="talk.corrected", thing=locked.talk, by=by, at=at, facts=facts)
    return locked


def promised_nothing(talk: Talk) -> list[TalkEntry]:
    """Where it was said that no promises were made, in order; by whom and for which side stands in each."""
    return list(TalkEntry.objects.filter(talk=talk, said=Said.NO_PROMISE).order_by("place"))


def _check_kind(said: str) -> None:
    if said not in Said.values:
        raise BadTalk(why=f"“{said[:20]}” is no kind of entry; there are {', '.join(Said.values)}")


def _words(said: str, text: str) -> str:
    return words.entry(text, what="what was said", needed=said not in WORDLESS)
