"""Importing editions: the first of a source, and one that follows another (CATALOGUE.md, 4)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from verbale.domain.cycle import descent, withdrawal
from verbale.domain.cycle.likeness import check_is_another, check_none_came_meanwhile
from verbale.domain.cycle.lookup import lookups
from verbale.domain.spine import journal
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, VerbaleError, WrongUse
from verbale.kernel.identifier import new_identifier
from verbale.records import files
from verbale.records.holding import Edition, Following
from verbale.records.person import Person, Role

Progress = Callable[[int], None]


class AlreadyFollowed(Refused):
    """“{name}” was followed by “{by}” on {day}. One edition is followed once: let the new one follow the newest."""


class NothingCorrected(WrongUse):
    """Corrections need an edition that they correct. Name it, or import the file as a first edition."""


class OtherStatement(WrongUse):
    """Corrections go by what was stated of “{name}”: where the tables do not tell, the {what} is {stated}. Leave it
    out, or import a whole new issue."""


def check_may_follow(edition: Edition) -> None:
    """Refuses an edition that another follows already."""
    after = edition.followers.first()
    if after is not None:
        raise AlreadyFollowed(name=edition.name, by=after.name, day=after.imported_at.date().isoformat())


def import_edition(
    *, stream: BinaryIO, name: str, distribution: str, reason: str, by: Person, at: datetime,
    progress: Progress | None = None, origin: str | None = None, publisher_class: str | None = None,
    form: str | None = None, mapping: catalogue.ColumnMapping | None = None, follows: Edition | None = None,
    corrections: bool = False, most_may_go: bool = False, another_source: bool = False,
) -> tuple[Edition, catalogue.EditionSummary]:  # fmt: skip
    """Imports a source under a named person's statement; the edition counts once its folder is whole (S4).

    ``form`` and ``mapping`` are as ``catalogue.read_entries`` takes them; the mapping stays with the edition. Broken
    records are listed with offset and fault, and kept raw. ``follows`` is the edition of the same source before this
    one; with ``corrections`` only what changes in it comes. What it withdraws leaves every partner's catalogue, and
    each is told of what it was shown. ``most_may_go`` confirms that more than half of the records are withdrawn,
    ``another_source`` that a first edition is one although most of it is held (``likeness``).
    Raises what reading raises; then there is no edition.
    """
    check_role(by, Role.DESK)
    if follows is not None:
        check_may_follow(follows)
    if corrections:
        origin, publisher_class = _stated_before(follows, origin, publisher_class)
    statement = catalogue.Statement(distribution, reason, by.name, day_of(at), origin, publisher_class)
    tables, identifier = lookups(), new_identifier()

    def write(part: Path) -> catalogue.EditionSummary:
        return catalogue.write_edition(
            stream, part, name=name, statement=statement, lookups=tables, form=form, mapping=mapping, progress=progress
        )

    folder = files.home().editions / identifier
    with files.room_for(name):
        summary, changes = catalogue.write_following(
            folder, write, follows=descent.opened(follows) if follows else None, corrections=corrections,
            most_may_go=most_may_go,
        )  # fmt: skip
    try:
        came = catalogue.open_edition(folder) if follows is None and not another_source else None
        held = check_is_another(came) if came else frozenset()
        with transaction.atomic():
            edition = Edition(
                pk=identifier, name=name, source_name=name, folder=identifier, records=summary.records,
                faulty=len(summary.faulty), distribution=distribution, reason=reason, digest=summary.digest,
                imported_by=by, imported_at=at,
            )  # fmt: skip
            _keep(edition, follows, corrections, changes)
            if came:
                check_none_came_meanwhile(came, held | {identifier})
    except VerbaleError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return edition, summary


def _stated_before(
    follows: Edition | None, origin: str | None, publisher_class: str | None
) -> tuple[str | None, str | None]:
    """What is stated where the tables do not tell: for a whole edition, so corrections cannot state it otherwise."""
    if follows is None:
        raise NothingCorrected()
    said = descent.opened(follows).summary.statement
    for what, given in (("origin", origin), ("publisher_class", publisher_class)):
        if given and given != said[what]:
            raise OtherStatement(name=follows.name, what=what.replace("_", " "), stated=said[what] or "unknown")
    return said["origin"], said["publisher_class"]


def _keep(edition: Edition, follows: Edition | None, corrections: bool, changes: catalogue.Changes | None) -> None:
    facts: dict[str, Json] = {"records": edition.records, "faulty": edition.faulty, "source": edition.digest}
    if follows is not None and changes is not None:
        check_may_follow(Edition.objects.select_for_update().get(pk=follows.pk))
        edition.follows = follows
        edition.following = Following.CORRECTIONS if corrections else Following.ISSUE
        edition.added, edition.changed, edition.withdrawn = changes.added, changes.changed, changes.withdrawn
        facts |= {"follows": follows.pk, **changes.as_json()}
    edition.save(force_insert=True)
    at, by = edition.imported_at, edition.imported_by
    journal.record(act="edition.imported", thing=edition, by=by, at=at, basis=edition.reason, facts=facts)
    if edition.withdrawn:
        withdrawal.tell(edition=edition, at=at)
