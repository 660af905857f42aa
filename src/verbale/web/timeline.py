"""What happened to a thing, told from the journal, with a name for every act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verbale.kernel.errors import NotFound
from verbale.kernel.identifier import is_identifier
from verbale.records.journal import JournalPayload
from verbale.records.record import Record
from verbale.web import words
from verbale.web.access import seen
from verbale.web.act_facts import fact_name, value_name
from verbale.web.acts import act_name
from verbale.web.places import noun
from verbale.web.rulebook_words import basis


@dataclass(frozen=True, slots=True)
class Event:
    """One act as a reader sees it: what, by whom, when, on which basis, and the facts told with it."""

    act: str
    by: str
    at: datetime
    basis: str
    facts: tuple[tuple[str, str], ...]


def timeline(thing: Record, viewer: Any, also: Iterable[Record] = ()) -> list[Event]:
    """What was done to a thing and to those that belong to it, the latest first; the viewer must see the thing."""
    if not seen(type(thing), viewer).filter(pk=thing.pk).exists():
        raise NotFound(what=noun(thing.kind), which=thing.pk)
    ids = {thing.pk: thing.kind} | {one.pk: one.kind for one in also}
    # A journal payload is for auditors; whoever may see the thing may see what was done to it.
    told = JournalPayload._meta.default_manager.filter(thing_id__in=ids, thing_kind__in=set(ids.values()))
    return [event(payload) for payload in told.order_by("-entry")]


def event(payload: JournalPayload) -> Event:
    """An entry of the journal as a reader sees it."""
    return Event(act_name(payload.act), payload.by_name, payload.at, basis(payload.basis), tuple(_facts(payload.facts)))


def _facts(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The facts with their names, without those that are empty or tell a reader nothing: identifiers."""
    for name, value in facts.items():
        if value not in ("", None, [], {}) and not (isinstance(value, str) and is_identifier(value)):
            yield fact_name(name), _value(name, value)


def _value(name: str, value: Any) -> str:
    """Lists and tables of facts on one line; the facts of an item are called as its line calls them."""
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value)
    if isinstance(value, dict) and name == "facts":
        return ", ".join(f"{words.fact_name(fact)}: {words.shown(one, fact)}" for fact, one in value.items())
    if isinstance(value, dict):
        return ", ".join(f"{fact_name(part)}: {_value(part, one)}" for part, one in value.items())
    return value_name(name, value)
