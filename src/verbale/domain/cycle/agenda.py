"""The merged agenda of a session: both sides' items by duty of the mandate, after what is still open (S3, S13).

COMMISSION.md, 4.3 and 4.4. It is worked out anew each time; what a person does here is to join two items, or to part
them again. Both nodes count the same side as the first, so that both show the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.cycle import statute
from verbale.domain.cycle.memorandum_content import Item
from verbale.domain.cycle.memorandum_version import content_of, last_told, telling
from verbale.domain.cycle.statute import OTHER, Duty, Statute
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.engines import agreement
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.memorandum import JoinedItem
from verbale.records.person import Person, Role
from verbale.records.record import in_language
from verbale.records.session import Session


class NotOnAgenda(NotFound):
    """The last memorandum that {side} told has no item {item}."""


class AlreadyJoined(Refused):
    """“{title}” is one with an item of the other side already. Part those two first."""


class NotJoined(Refused):
    """“{title}” was joined with no item of the other side."""


class NamedAsOne(Refused):
    """The memorandum of {side} itself says that these two are one. Only a further version of it can take that back."""


class NoAgenda(WrongUse):
    """There is nothing on the agenda yet, so it cannot become an article."""


class Joined(StrEnum):
    """How two items came to be one."""

    NOT = ""
    BY_PERSON = "by a person"
    BY_NAME = "by name"
    """The one names the other in its memorandum."""


_TELLING = 200
"""Characters of a commitment's words by which it is known again in a title, which may be shortened."""


class Carried(NamedTuple):
    """An open commitment of the last minutes: its number, its words, its state and its date, as they are shown."""

    number: str
    words: str
    state: str
    due: str
    said: Mapping[str, str] = MappingProxyType({})
    """Its words by language, where the minutes have them in several."""


class Pair(NamedTuple):
    """Two items that are one, or one by itself."""

    first: Item | None
    second: Item | None
    joined: Joined = Joined.NOT


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the agenda. The open commitments are one by themselves, in ``carried``, and have no duty.

    ``number`` is the duty's, or ``other``; ``duty`` is None for another issue that no duty admits.
    """

    place: int
    number: str = ""
    duty: Duty | None = None
    ours: Item | None = None
    theirs: Item | None = None
    joined: Joined = Joined.NOT
    carried: tuple[Carried, ...] = ()

    def title(self, language: str = "en") -> str:
        """Its words in a language, ours before theirs; else in one that there is. Empty for the commitments."""
        # In the order of their codes, since a database may keep another order than was told.
        sides = [dict(sorted(item.title.items())) for item in (self.ours, self.theirs) if item is not None]
        said = next((words[language] for words in sides if language in words), "")
        return said or next((in_language(words, language) for words in sides), "")


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of a session as both memoranda stand; ``versions`` are those it was made from, ours and theirs."""

    session: Session
    entries: tuple[Entry, ...]
    versions: tuple[int | None, int | None]


def of(session: Session, carried: Iterable[Carried] = ()) -> Agenda:
    """The merged agenda of what both sides told last; ``carried`` are the open commitments of the last minutes.

    One that an item asks for stands there alone.
    """
    us, them = party.us().code, session.commission.partner.code
    mandate = _mandate(session)
    ours_first = _first_side(mandate, (us, them)) == us
    told = {side: last_told(session, side) for side in (us, them)}
    items = {side: content_of(row).agenda if row else () for side, row in told.items()}
    by_person = [(row.ours, row.theirs) for row in JoinedItem.objects.filter(session=session)]
    sides = (items[us], items[them]) if ours_first else (items[them], items[us])
    pairs = merge(*sides, by_person if ours_first else [(theirs, ours) for ours, theirs in by_person], _rank(mandate))
    open_ones = tuple(one for one in carried if not _is_item(one, chain(*items.values())))
    entries = [Entry(1, carried=open_ones)] if open_ones else []
    for pair in pairs:
        ours, theirs = (pair.first, pair.second) if ours_first else (pair.second, pair.first)
        number, duty = _duty_of(pair, mandate)
        entries.append(Entry(len(entries) + 1, number, duty, ours, theirs, pair.joined))
    ours_told, theirs_told = told[us], told[them]
    versions = (telling(ours_told) if ours_told else None, theirs_told.version if theirs_told else None)
    return Agenda(session, tuple(entries), versions)


def _is_item(commitment: Carried, items: Iterable[Item]) -> bool:
    """Whether an item asks for this commitment already, by its number and words: one drafted from it does."""
    said = {one[:_TELLING] for one in (*commitment.said.values(), commitment.words) if one}
    known = tuple(f"{commitment.number}: {words}" for words in said)
    return any(one in title for item in items for title in item.title.values() for one in known)


def merge(
    first: Sequence[Item], second: Sequence[Item], by_person: Collection[tuple[str, str]], rank: Callable[[str], int]
) -> tuple[Pair, ...]:
    """Every item of both sides once, by the rank of its duty, then in the first side's order, then in the second's.

    ``by_person`` are identities of the first and the second that a person joined; these count before what the
    memoranda name.
    """
    theirs = {item.id: item for item in second}
    joined = _joined(first, second, by_person)
    taken = {other for other, _how in joined.values()}
    pairs = [
        Pair(item, theirs[joined[item.id][0]], joined[item.id][1]) if item.id in joined else Pair(item, None)
        for item in first
    ]
    pairs += [Pair(None, item) for item in second if item.id not in taken]
    return tuple(sorted(pairs, key=lambda pair: rank(duty_number(pair))))


def _joined(
    first: Sequence[Item], second: Sequence[Item], by_person: Collection[tuple[str, str]]
) -> dict[str, tuple[str, Joined]]:
    """Which item of the first side is one with which of the second, and why; each at most once."""
    wanted = [(*pair, Joined.BY_PERSON) for pair in by_person]
    wanted += [(item.id, item.same_as, Joined.BY_NAME) for item in first if item.same_as]
    wanted += [(item.same_as, item.id, Joined.BY_NAME) for item in second if item.same_as]
    mine, others = {item.id for item in first}, {item.id for item in second}
    found: dict[str, tuple[str, Joined]] = {}
    for one, other, how in wanted:
        if one in mine and other in others:
            found[one] = (other, how)
            mine.discard(one)
            others.discard(other)
    return found


def duty_number(pair: Pair) -> str:
    """The duty a pair falls under: the first side's, unless it is another issue to that side and none to the other."""
    numbers = [item.duty for item in (pair.first, pair.second) if item is not None]
    return next((number for number in numbers if number != OTHER), OTHER)


@transaction.atomic
def join(*, session: Session, ours: str, theirs: str, by: Person, at: datetime) -> JoinedItem:
    """Says that an item of ours and one of theirs are one."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    for entry in (_entry(locked, ours=ours), _entry(locked, theirs=theirs)):
        if entry.joined is not Joined.NOT:
            raise AlreadyJoined(title=entry.title())
    # Neither stands joined on the agenda: a row of one of them is about an item that a later version left out.
    _rows(locked, ours).delete()
    JoinedItem.objects.filter(session=locked, theirs=theirs).delete()
    row = JoinedItem.objects.create(session=locked, ours=ours, theirs=theirs, by=by, at=at)
    journal.record(act="agenda.joined", thing=locked, by=by, at=at, facts={"ours": ours, "theirs": theirs})
    return row


@transaction.atomic
def part(*, session: Session, ours: str, by: Person, at: datetime) -> None:
    """Takes back that an item of ours is one with one of theirs."""
    check_role(by, Role.DESK)
    locked = Session.objects.select_for_update().get(pk=session.pk)
    entry = _entry(locked, ours=ours)
    if entry.ours is None or entry.theirs is None:
        raise NotJoined(title=entry.title())
    if entry.ours.same_as == entry.theirs.id:
        raise NamedAsOne(side=party.us().code)
    if entry.theirs.same_as == entry.ours.id:
        raise NamedAsOne(side=locked.commission.partner.code)
    _rows(locked, ours).delete()
    facts = {"ours": ours, "theirs": entry.theirs.id}
    journal.record(act="agenda.parted", thing=locked, by=by, at=at, facts=dict(facts))


def article(
    agenda: Agenda, *, identifier: str, headings: Mapping[str, str], commitments: Mapping[str, str]
) -> agreement.Article:
    """The agenda as an article of the minutes, in the languages of ``headings``; ``commitments`` is what the entry of
    the open commitments is called in each."""
    if not agenda.entries:
        raise NoAgenda()
    text = {language: "\n".join(_lines(agenda, language, commitments[language])) for language in headings}
    return agreement.Article(identifier, headings, text, roles=("agenda",))


def _lines(agenda: Agenda, language: str, commitments: str) -> Iterable[str]:
    for entry in agenda.entries:
        yield f"{entry.place}. {commitments if entry.carried else entry.title(language)}"
        yield from (f"– {one.number} {one.said.get(language, one.words)}" for one in entry.carried)


def _mandate(session: Session) -> Statute | None:
    try:
        return statute.in_force(session.commission)
    except NotFound:
        return None


def _first_side(mandate: Statute | None, sides: Sequence[str]) -> str:
    """The side whose order counts first: it hosted the first session, as statutes say, or its code comes first."""
    named = mandate.terms.first_host if mandate else ""
    return named if named in sides else min(sides)


def _rank(mandate: Statute | None) -> Callable[[str], int]:
    """The place of a duty in the mandate; other issues stand where a duty admits them, else behind all."""
    duties = mandate.duties if mandate else ()
    places = {duty.number: place for place, duty in enumerate(duties)}
    other = next((place for place, duty in enumerate(duties) if duty.other), len(duties))
    return lambda number: places.get(number, other if number == OTHER else len(duties) + 1)


def _duty_of(pair: Pair, mandate: Statute | None) -> tuple[str, Duty | None]:
    """Number and duty of an entry; a number that a newer statute no longer has stays as it was told."""
    number = duty_number(pair)
    duties = mandate.duties if mandate else ()
    found = next((duty for duty in duties if duty.number == number or (number == OTHER and duty.other)), None)
    return (found.number if found else number), found


def _entry(session: Session, *, ours: str = "", theirs: str = "") -> Entry:
    for entry in of(session).entries:
        named = {item.id for item in (entry.ours if ours else None, entry.theirs if theirs else None) if item}
        if (ours or theirs) in named:
            return entry
    raise NotOnAgenda(side=party.us().code if ours else session.commission.partner.code, item=ours or theirs)


def _rows(session: Session, ours: str) -> QuerySet[JoinedItem]:
    return JoinedItem.objects.filter(session=session, ours=ours)
