"""What pages about a text show: where it stands, a revision by its languages, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verbale.domain.spine.text_awaited import awaited
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.records.person import Role
from verbale.records.text import Text
from verbale.web.moment import today
from verbale.web.shell import own_name

READERS = (Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)


def about(text: Text, standing: agreement.Standing) -> dict[str, Any]:
    """What every page about a text says at its top."""
    return {
        "text": text,
        "standing": standing,
        "awaited": [(each, each.overdue(today())) for each in awaited(text, standing)],
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision as a page shows it: whether it is in force, and its languages by their names."""

    revision: agreement.Revision
    in_force: bool
    languages: tuple[tuple[str, str], ...]

    @property
    def hash(self) -> str:
        return self.revision.hash


def shown(revision: agreement.Revision, standing: agreement.Standing | None = None) -> Shown:
    """A revision of a text that stands so; without a standing, one of a text that is not proposed yet."""
    in_force = standing is not None and revision.hash == standing.revision_in_force
    return Shown(revision, in_force, tuple((code, own_name(code)) for code in revision.languages))


def of_hash(text: Text, standing: agreement.Standing, hashed: str) -> dict[str, Any]:
    """A revision that was proposed at some time: its content, its newest proposal, and what that changed."""
    found = (each for each in reversed(standing.proposals) if each.revision == hashed)
    return of_proposal(text, standing, hashed, next(found, None))


def of_proposal(
    text: Text, standing: agreement.Standing, hashed: str, proposal: agreement.Proposal | None
) -> dict[str, Any]:
    """The same of one proposal among them."""
    revision = revision_of(text, hashed)
    before = proposal and next((each.revision for each in standing.proposals if each.act == proposal.answers), None)
    changes = differences(text, standing, revision, before) if proposal else []
    return {"shown": shown(revision, standing), "proposal": proposal, "differences": changes}


def differences(
    text: Text, standing: agreement.Standing, revision: agreement.Revision, before: str | None
) -> list[tuple[str, agreement.Difference]]:
    """How a revision differs from the text in force, and from the one ``before``, which it answers, by its hash."""
    in_force = standing.revision_in_force
    found = [("in force", in_force)] if in_force else []
    found += [("before", before)] if before and before != in_force else []
    return [(name, agreement.difference(revision_of(text, hashed), revision)) for name, hashed in found]
