"""Our memorandum for the next session, drafted from the open commitments and from the account; a person then edits it.

    drafted = draft(session=session, viewer=person, on=today)
    memorandum.draft(session=session, content=drafted.content, by=person, at=now)

Only what the partner may know enters it: commitments from agreed texts with the dates that were agreed, never our own
earlier ones (COMMISSION.md, 1.4). What is overdue comes first, ours before theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from verbale.domain.books.account import Account, account
from verbale.domain.books.memorandum_phrases import Phrases, in_words, known
from verbale.domain.cycle import interim, statute
from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_content import natural
from verbale.domain.cycle.commitment_date import Timing, timing
from verbale.domain.cycle.commitment_said import Said, said
from verbale.domain.cycle.memorandum import has_begun
from verbale.domain.cycle.memorandum_content import MOST_ITEMS, Content, Item, Row
from verbale.domain.cycle.statute import OTHER, Statute
from verbale.domain.cycle.words import LONGEST_TEXT
from verbale.domain.spine import office, party
from verbale.engines.ledger import Standing
from verbale.kernel.errors import NotFound, Refused
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment
from verbale.records.memorandum import Memorandum
from verbale.records.person import Person
from verbale.records.record import in_language
from verbale.records.session import Session, SessionState
from verbale.records.text import Text

LONGEST_TITLE = 400
"""Characters of an item's title; a longer article is shortened."""
MOST_LATE = 10
"""Deliveries that are named one by one in the account's item."""


class NoNextSession(Refused):
    """No session is planned that has not begun{where}. Plan it first, then its memorandum can be drafted."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted, and from what: so many commitments, so many of them overdue; ``left_out`` were too many."""

    content: Content
    commitments: int
    overdue: int
    left_out: int
    own: int
    """Open commitments from papers of ours alone, which the partner does not know and which are not in it."""


def next_session(viewer: Person, on: date, commission: str = "") -> Session:
    """The planned session that begins next, of one commission or of all. Raises NoNextSession."""
    rows = Session.objects.visible_to(viewer).filter(state=SessionState.PLANNED)
    rows = (rows.filter(commission=commission) if commission else rows).select_related("commission__partner")
    coming = [row for row in rows if not has_begun(row, on)]
    if not coming:
        raise NoNextSession(where=" for this commission" if commission else "")
    return min(coming, key=lambda row: (ImpreciseDate.read(row.begins).latest or date.max, row.number))


def empty(session: Session) -> Content:
    """A memorandum to begin with: its title, and the first and last day of the session in its schedule."""
    languages = _languages(session, _mandate(session))
    return Content(_titles(session, languages), (), _schedule(session, languages))


def draft(*, session: Session, viewer: Person, on: date) -> Draft:
    """Drafts our memorandum for a session as things stand on a day, from the rows this person may see."""
    mandate = _mandate(session)
    languages = _languages(session, mandate)
    partner = session.commission.partner
    seen = Commitment.objects.visible_to(viewer).filter(partner=partner, state__in=STANDING)
    rows = list(seen.filter(agreed__isnull=False).select_related("partner", "agreed").prefetch_related("milestones"))
    spoken = said(rows)
    ranked = sorted(rows, key=lambda row: _order(row, on))
    tie = _Ties(mandate, _told_before(session))
    sides = _sides_in_words(partner.code)
    items = [_commitment(row, spoken[row.pk], languages, on, tie, sides) for row in ranked]
    sums = account(partner=partner, viewer=viewer, today=on)
    further = [_deliveries(one, sums, languages, on, tie) for one in _owing(sums)]
    further += [_ratified(one, languages, tie) for one in interim.waiting(session)]
    kept = items[: MOST_ITEMS - len(further)]
    content = Content(_titles(session, languages), (*kept, *further), _schedule(session, languages))
    overdue = sum(stands(row, on) is Timing.OVERDUE for row in rows)
    return Draft(content, len(kept), overdue, len(items) - len(kept), seen.filter(agreed=None).count())


def stands(row: Commitment, on: date) -> Timing:
    """How a commitment stands by the dates that both sides know: the one agreed and its milestones."""
    dates = [row.due, *(one.due for one in row.milestones.all() if one.done_on is None)]
    found = {timing(ImpreciseDate.read(one), standing=True, on=on) for one in dates}
    return next(one for one in (Timing.OVERDUE, Timing.DUE, Timing.NOT_YET, Timing.UNDATED) if one in found)


_SIDES = (Bound.OURS, Bound.BOTH, Bound.THEIRS)


def _order(row: Commitment, on: date) -> tuple[object, ...]:
    last = ImpreciseDate.read(row.due).latest or date.max
    late = stands(row, on) is not Timing.OVERDUE
    return late, _SIDES.index(Bound(row.bound)), last, natural(row.number), row.pk


@dataclass(frozen=True, slots=True)
class _Ties:
    """Which duty an item falls under: the one its article names, the one an item of the same words had before."""

    mandate: Statute | None
    before: Mapping[str, str]

    def duty(self, named: str, words: Iterable[str] = ()) -> str:
        known = {one.number for one in self.mandate.duties} if self.mandate else set()
        wanted = [named, *(self.before.get(one, "") for one in words)]
        return next((number for number in wanted if number in known), OTHER)


def _told_before(session: Session) -> dict[str, str]:
    """The duty of every item that either side told for an earlier session, by its words in each language."""
    rows = Memorandum.objects.filter(
        session__commission=session.commission_id, session__number__lt=session.number, told_at__isnull=False
    )
    items = [item for row in rows.order_by("session__number", "version") for item in row.agenda]
    return {words: item["duty"] for item in items for words in item["title"].values()}


def _commitment(
    row: Commitment, of: Said, languages: Sequence[str], on: date, tie: _Ties, sides: Mapping[str, str]
) -> Item:
    """An item of one commitment: the text and number it comes from with its words; its state as what we want of it."""
    spoken = of.words or {languages[0]: row.text}
    title = {code: _short(_source(of, row, code) + words) for code, words in spoken.items()}
    want = {
        code: f"{sides[row.bound]}: {_state(row, code, phrases, on)}"
        for code, phrases in known(title).items()
        if code in title
    }
    return Item(title, tie.duty(of.duty, (*title.values(), *spoken.values())), want)


def _source(of: Said, row: Commitment, language: str) -> str:
    named = of.title.get(language, "")
    return f"{named}, {row.number}: " if named else f"{row.number}: "


def _sides_in_words(partner: str) -> dict[str, str]:
    us = party.us().code
    return {Bound.OURS: us, Bound.THEIRS: partner, Bound.BOTH: f"{us} + {partner}"}


def _state(row: Commitment, language: str, phrases: Phrases, on: date) -> str:
    when = in_words(ImpreciseDate.read(row.due), language)
    late = stands(row, on) is Timing.OVERDUE
    due = (phrases.overdue if late else phrases.due).format(date=when) if when else phrases.undated
    return f"{phrases.states[row.state]}; {due}"


def _owing(sums: Account) -> list[Standing]:
    """The standings of the sides that still owe something, ours first."""
    return sorted((one for one in sums.standings if one.open), key=lambda one: one.side != sums.us)


def _deliveries(one: Standing, sums: Account, languages: Sequence[str], on: date, tie: _Ties) -> Item:
    """An item of what one side still owes in deliveries, with the oldest that are overdue by name."""
    spoken = known(languages)
    late = [row for row in sums.rows if row.side == one.side and not row.delivered and row.due and row.due < on]
    named = "; ".join(f"{row.reference} {row.what}" for row in sorted(late, key=lambda row: str(row.due))[:MOST_LATE])
    counts = {"owed": one.due, "delivered": one.delivered, "open": one.open, "overdue": one.overdue}
    title = {code: phrases.deliveries.format(side=one.side) for code, phrases in spoken.items()}
    want = {code: phrases.sums.format(**counts) for code, phrases in spoken.items()}
    if named:
        want = {code: f"{words} {spoken[code].late.format(lines=named)}" for code, words in want.items()}
    return Item(
        title, tie.duty("", title.values()), {code: _short(words, LONGEST_TEXT) for code, words in want.items()}
    )


def _ratified(text: Text, languages: Sequence[str], tie: _Ties) -> Item:
    """An item of one interim agreement that the session is to ratify."""
    title = {
        code: _short(phrases.ratification.format(title=in_language(text.titles, code)))
        for code, phrases in known(languages).items()
    }
    return Item(title, tie.duty("", title.values()), {})


def _titles(session: Session, languages: Sequence[str]) -> dict[str, str]:
    return {code: phrases.title.format(number=session.number) for code, phrases in known(languages).items()}


def _schedule(session: Session, languages: Sequence[str]) -> tuple[Row, ...]:
    """The first and the last day of the session, where they are known."""
    spoken = known(languages)
    opening = {code: phrases.opening for code, phrases in spoken.items()}
    closing = {code: phrases.closing for code, phrases in spoken.items()}
    return tuple(Row(day, words) for day, words in ((session.begins, opening), (session.ends, closing)) if day)


def _mandate(session: Session) -> Statute | None:
    try:
        return statute.in_force(session.commission)
    except NotFound:
        return None


def _languages(session: Session, mandate: Statute | None) -> tuple[str, ...]:
    """Those of the statute, or of the commission, or of our office."""
    return (
        (mandate.languages if mandate else ()) or tuple(session.commission.titles) or tuple(office.office().languages)
    )


def _short(words: str, longest: int = LONGEST_TITLE) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
