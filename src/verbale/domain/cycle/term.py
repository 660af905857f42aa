"""The office's glossary: names and terms that every version of a text has to bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.records.person import Person, Role
from verbale.records.term import Term

MOST_TERMS, MOST_FORMS, LONGEST = 5_000, 20, 200
TWO = 2
"""Languages in which a term has forms, at least."""


class BadTerm(WrongUse):
    """This term cannot be kept: {why}."""


@transaction.atomic
def add(*, forms: Mapping[str, Sequence[str]], by: Person, at: datetime, note: str = "") -> Term:
    """Keeps a term with its forms in at least two languages; the first form of each is the one to write."""
    check_role(by, Role.DESK)
    cleaned = {language: [one.strip() for one in said if one.strip()] for language, said in forms.items()}
    cleaned = {language: said for language, said in cleaned.items() if said}
    if len(cleaned) < TWO:
        raise BadTerm(why="it has forms in fewer than two languages")
    if any(len(said) > MOST_FORMS or max(map(len, said)) > LONGEST for said in cleaned.values()):
        raise BadTerm(why=f"a language has more than {MOST_FORMS} forms, or one of over {LONGEST} characters")
    if Term.objects.filter(dropped_at=None).count() >= MOST_TERMS:
        raise BadTerm(why=f"the glossary has {MOST_TERMS} terms already")
    row = Term.objects.create(forms=cleaned, note=note.strip()[:300], recorded_by=by, recorded_at=at)
    journal.record(act="term.added", thing=row, by=by, at=at, facts={"forms": dict(cleaned)})
    return row


@transaction.atomic
def drop(*, term: Term, by: Person, at: datetime) -> Term:
    """Takes a term out of the glossary; what was checked with it stays as it was."""
    check_role(by, Role.DESK)
    term.dropped_at = at
    term.save(update_fields=["dropped_at"])
    journal.record(act="term.dropped", thing=term, by=by, at=at)
    return term


def forms() -> list[dict[str, list[str]]]:
    """The forms by language of every term in use, oldest first."""
    return [dict(row.forms) for row in Term.objects.filter(dropped_at=None).order_by("recorded_at", "pk")]
