"""The papers of a memorandum's supplements: held here, and kept with their supplement through all versions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.cycle.memorandum_version import content_of, our_draft
from verbale.domain.spine import document
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.records.document import DocumentRole, StoredFile
from verbale.records.memorandum import Memorandum, SupplementPaper
from verbale.records.person import Person, Role
from verbale.records.record import in_language


class NoSuchSupplement(WrongUse):
    """This memorandum has no supplement {place}. It has {count}."""


def hold(
    *, memorandum: Memorandum, place: int, file: StoredFile, file_name: str, by: Person, at: datetime
) -> SupplementPaper:
    """Attaches the paper of a supplement (counted from 1), after looking into it; the one before is replaced."""
    check_role(by, Role.DESK)
    our_draft(memorandum, lock=False)
    examined = document.examine(file)
    with transaction.atomic():
        locked = our_draft(memorandum)
        if not 1 <= place <= len(locked.supplements):
            raise NoSuchSupplement(place=place, count=len(locked.supplements))
        supplement = content_of(locked).supplements[place - 1]
        title = in_language(dict(sorted(supplement.title.items())), supplement.language)
        paper = document.attach(
            thing=locked, file=examined, role=DocumentRole.ORIGINAL, file_name=file_name,
            title=title[:500], language=supplement.language, by=by, at=at,
        )  # fmt: skip
        row, _ = SupplementPaper.objects.update_or_create(memorandum=locked, place=place, defaults={"document": paper})
        return row


def carry(before: Memorandum, after: Memorandum) -> None:
    """Gives the papers of a version to the same supplements of another, wherever they stand there now."""
    papers = {row.place: row.document for row in SupplementPaper.objects.filter(memorandum=before)}
    SupplementPaper.objects.filter(memorandum=after).delete()
    left = list(enumerate(before.supplements, 1))
    for place, supplement in enumerate(after.supplements, 1):
        old = next((number for number, one in left if one["title"] == supplement["title"]), None)
        if old is None:
            continue
        left = [(number, one) for number, one in left if number != old]
        if old in papers:
            SupplementPaper.objects.create(memorandum=after, place=place, document=papers[old])
