"""Texts as they are kept: acts and revisions in rows, and what `engines.agreement` makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from verbale.engines import agreement
from verbale.kernel.errors import NotFound
from verbale.records.text import Revision, Text, TextAct


def acts_of(text: Text) -> list[agreement.Act]:
    """All acts on a text that are known, ours and theirs."""
    return [agreement.Act.of_json(row.body) for row in TextAct.objects.filter(text=text).order_by("side", "number")]


def utc_day(at: datetime) -> date:
    """The day of a moment in UTC, by which both sides count the days of a text."""
    return at.astimezone(UTC).date()


def standing_of(text: Text, on: date) -> agreement.Standing:
    """What stands of a text on a day, in UTC, so that it is the same day for both sides."""
    return agreement.fold(acts_of(text), on)


def revision_of(text: Text, hashed: str) -> agreement.Revision:
    """The revision of a text with this hash."""
    row = Revision.objects.filter(text=text, hash=hashed).first()
    if row is None:
        raise NotFound(what="revision", which=hashed)
    return agreement.Revision.of_json(row.content)


def newest_revision(text: Text, standing: agreement.Standing) -> agreement.Revision:
    """What somebody who writes a change begins with: the newest proposal, else the text in force, else the last one."""
    stands = _newest(standing) or standing.revision_in_force
    past = [event.act.revision for event in standing.timeline]
    if stands is None and not past:
        raise NotFound(what="revision", which=text.pk)
    return revision_of(text, stands or past[-1])


def keep_revision(text: Text, revision: agreement.Revision, at: datetime) -> None:
    """Keeps a revision of a text for ever; keeping it again changes nothing."""
    Revision.objects.get_or_create(text=text, hash=revision.hash, defaults={"content": revision.as_json(), "since": at})


def refresh(text: Text, at: datetime) -> agreement.Standing:
    """Writes down, for lists, what stands now; a revision in force gives the text its title."""
    standing = standing_of(text, utc_day(at))
    text.state, text.change = standing.state.value, standing.change.value if standing.change else ""
    text.in_force, text.ends_on = standing.revision_in_force or "", standing.last_day
    named = standing.revision_in_force or _newest(standing)
    if named is not None:
        text.titles = dict(revision_of(text, named).title)
    if not standing.standing_proposals:
        text.respond_by = None
    text.moved_at = at
    text.save()
    return standing


def _newest(standing: agreement.Standing) -> str | None:
    return standing.standing_proposals[-1].revision if standing.standing_proposals else None
