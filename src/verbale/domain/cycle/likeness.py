"""Whether a first edition is one: a file imported twice, or a new issue, is no source of its own (CATALOGUE.md, 4.1.3).

Beside what it ought to follow it would be published twice, and withdrawn records would come back under new names.
"""

from __future__ import annotations

from verbale.domain.cycle import descent
from verbale.engines import catalogue
from verbale.kernel.errors import Refused
from verbale.records.holding import Edition


class AlreadyImported(Refused):
    """This very file was imported on {day} as “{name}” (edition {edition}). If it is a new issue of that source, let it
    follow the newest edition of it ({newest}). If it is a source of its own, confirm that it is another source."""


class LooksLikeIssue(Refused):
    """More than half of these records are in “{name}” of {day} (edition {edition}). If this is a new issue of that
    source, let it follow that edition. If it is a source of its own, confirm that it is another source."""


def check_bytes_are_new(digest: str) -> None:
    """Refuses bytes that an edition was made of already, with ``AlreadyImported``."""
    before = Edition.objects.filter(digest=digest).order_by("-imported_at").first()
    if before is not None:
        raise AlreadyImported(**_told(before), newest=descent.newest_after(before).pk)


def check_is_another(came: catalogue.Edition) -> None:
    """Refuses a new edition most of whose records are in the newest of a source, with ``LooksLikeIssue``."""
    check_bytes_are_new(came.summary.digest)
    for newest in reversed(descent.newest()):
        if catalogue.is_mostly_in(came, descent.opened(newest)):
            raise LooksLikeIssue(**_told(newest))


def _told(edition: Edition) -> dict[str, str]:
    return {"name": edition.name, "edition": edition.pk, "day": edition.imported_at.date().isoformat()}
