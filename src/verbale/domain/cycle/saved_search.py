"""Searches of partners' catalogues that a person keeps under a name, and forgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.saved_search import SavedSearch

MOST = 100
_FILTERS = ("language", "kind", "subject", "year_from", "year_to")


class NoName(WrongUse):
    """A search is kept under a name. Give it one."""


class TooMany(Refused):
    """You keep {limit} searches of this partner's catalogue, which is as many as one keeps. Forget one first."""


@transaction.atomic
def save(
    *, partner: Party, name: str, query: str, filters: Mapping[str, str | int | None], order: str, by: Person,
    at: datetime,
) -> SavedSearch:  # fmt: skip
    """Keeps a search; one that has this name already is replaced. It is the person's own: nothing is journaled."""
    check_role(by, Role.LIBRARIAN, Role.DESK, Role.AUDITOR)
    if not name.strip():
        raise NoName()
    mine = SavedSearch.objects.filter(person=by, partner=partner)
    name = name.strip()[:120]
    if mine.exclude(name=name).count() >= MOST:
        raise TooMany(limit=MOST)
    saved, _ = SavedSearch.objects.update_or_create(
        person=by, partner=partner, name=name,
        defaults={
            "query": query[:1000], "order": order if order in catalogue.ORDERS else catalogue.ORDERS[0], "saved_at": at,
            "filters": {key: filters[key] for key in _FILTERS if filters.get(key) is not None},
        },
    )  # fmt: skip
    return saved


def filters_of(saved: SavedSearch) -> catalogue.Filters:
    """What a kept search is narrowed to."""
    return catalogue.Filters(**{key: value for key, value in saved.filters.items() if key in _FILTERS})


def forget(*, name: str, partner: Party, by: Person) -> None:
    """Forgets a search of one's own."""
    if not SavedSearch.objects.filter(person=by, partner=partner, name=name).delete()[0]:
        raise NotFound(what="saved search", which=name)
