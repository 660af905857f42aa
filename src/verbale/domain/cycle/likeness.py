"""Whether a first edition is one: a file imported twice, or a new issue, is no source of its own (CATALOGUE.md, 4.1.3).

Beside what it ought to follow it would be published twice, and withdrawn records would come back under new names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

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


def check_is_another(came: catalogue.Edition) -> frozenset[str]:
    """Refuses a new edition most of whose records are in the newest of a source, with ``LooksLikeIssue``.

    Gives the identifiers of the editions that there were, for ``check_none_came_meanwhile``.
    """
    held = frozenset(Edition.objects.values_list("pk", flat=True))
    check_bytes_are_new(came.summary.digest)
    _check_is_in_none(came, descent.newest())
    return held


def check_none_came_meanwhile(came: catalogue.Edition, held: Collection[str]) -> None:
    """The same for the editions that came since, while another import was under way; within the transaction that keeps
    this one, after its entry in the journal, where imports wait for one another."""
    for other in Edition.objects.exclude(pk__in=held):
        if other.digest == came.summary.digest:
            raise AlreadyImported(**_told(other), newest=other.pk)
        _check_is_in_none(came, [other])


def _check_is_in_none(came: catalogue.Edition, editions: Sequence[Edition]) -> None:
    for one in reversed(editions):
        if catalogue.is_mostly_in(came, descent.opened(one)):
            raise LooksLikeIssue(**_told(one))


def _told(edition: Edition) -> dict[str, str]:
    return {"name": edition.name, "edition": edition.pk, "day": edition.imported_at.date().isoformat()}
