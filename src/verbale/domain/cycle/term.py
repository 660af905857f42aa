"""The office's glossary: names and terms that every version of a text has to bear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.engines import parallel
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.person import Person, Role
from verbale.records.term import Term

MOST_TERMS, MOST_FORMS, LONGEST = 5_000, 20, 200
TWO = 2
"""Languages in which a term has forms, at least."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


class DroppedBefore(Refused):
    """This term was dropped before, on {day}."""


class BadTerm(WrongUse):
    """This term cannot be kept: {why}."""


@transaction.atomic
def add(*, forms: Mapping[str, Sequence[str]], by: Person, at: datetime, note: str = "") -> Term:
    """Keeps a term with its forms in at least two languages; the first form of each is the one to write."""
    check_role(by, Role.DESK)
    if odd := [language for language in forms if not _LANGUAGE.fullmatch(language)]:
        raise BadTerm(why=f"“{odd[0][:20]}” is no code of a language")
    cleaned = {language: [one.strip() for one in said if one.strip()] for language, said in forms.items()}
    cleaned = {language: said for language, said in cleaned.items() if said}
    if len(cleaned) < TWO:
        raise BadTerm(why="it has forms in fewer than two languages")
    if any(len(said) > MOST_FORMS or max(map(len, said)) > LONGEST for said in cleaned.values()):
        raise BadTerm(why=f"a language has more than {MOST_FORMS} forms, or one of over {LONGEST} characters")
    if not all(one.isprintable() for said in (*cleaned.values(), [note.strip()]) for one in said):
        raise BadTerm(why="it has characters that are not shown")
    if Term.objects.filter(dropped_at=None).count() >= MOST_TERMS:
        raise BadTerm(why=f"the glossary has {MOST_TERMS} terms already")
    row = Term.objects.create(forms=cleaned, note=note.strip()[:300], recorded_by=by, recorded_at=at)
    journal.record(act="term.added", thing=row, by=by, at=at, facts={"forms": dict(cleaned)})
    return row


@transaction.atomic
def drop(*, term: Term, by: Person, at: datetime) -> Term:
    """Takes a term out of the glossary; what was checked with it stays as it was."""
    check_role(by, Role.DESK)
    locked = Term.objects.select_for_update().get(pk=term.pk)
    if locked.dropped_at is not None:
        raise DroppedBefore(day=locked.dropped_at.date().isoformat())
    locked.dropped_at = at
    locked.save(update_fields=["dropped_at"])
    journal.record(act="term.dropped", thing=locked, by=by, at=at)
    return locked


def forms() -> list[dict[str, list[str]]]:
    """The forms by language of every term in use, oldest first."""
    return [dict(row.forms) for row in Term.objects.filter(dropped_at=None).order_by("recorded_at", "pk")]


def causes(term: Term, found: parallel.Finding) -> bool:
    """Whether a difference between two languages is there because of this term."""
    (entry, *_others) = parallel.Glossary.given([dict(term.forms)]).entries
    said = (found.says, found.instead.value if found.instead else None)
    return found.kind is parallel.FindingKind.NAME and entry.value in said
