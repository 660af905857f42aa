"""Proposed commitments: read from a report, or from the conclusions of minutes, for a person to confirm (10.1, S17).

Each is linked to its place. Nothing is proposed twice from one place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from verbale.domain.cycle import adoption, minutes
from verbale.domain.cycle.commitment import change, check_number, keep
from verbale.domain.cycle.commitment_content import Content, Member, Source, Stage, place
from verbale.domain.cycle.commitment_read import content_of, content_of_article
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.engines.report import ReadReport
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.commitment import Bound, Commitment, CommitmentState, PartIn
from verbale.records.minutes import Minutes
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import Complex
from verbale.records.report import Report
from verbale.records.text import Text


class NotAProposal(Refused):
    """Commitment {number} is “{state}” and no proposal, so there is nothing to confirm or reject."""


class NotConcluded(Refused):
    """“{title}” is not concluded: both signed papers are not on both nodes yet. Its conclusions bind nobody."""


class NotOfReport(WrongUse):
    """What was read is not the text of the report “{title}”, so its places mean nothing there."""


@transaction.atomic
def propose(
    *, report: Report, read: ReadReport, partner: Party, by: Person, at: datetime, bound: str = Bound.OURS
) -> list[Commitment]:
    """Proposes what was read from a report, in the order of the paper; what was proposed from a place before is passed
    over. Returns the new proposals."""
    check_role(by, Role.DESK)
    if read.text != report.text:
        raise NotOfReport(title=report.title)
    Report.objects.select_for_update().get(pk=report.pk)
    known = set(Commitment.objects.filter(report=report).values_list("start", "end"))
    new = [one for one in read.commitments if (one.source.start, one.source.end) not in known]
    return [
        keep(
            partner=partner, content=content_of(one, bound=bound, said_on=read.dated or _day(report)), by=by, at=at,
            source=Source(report=report, start=one.source.start, end=one.source.end), state=CommitmentState.PROPOSED,
        )
        for one in new
    ]  # fmt: skip


@transaction.atomic
def from_conclusions(*, text: Text, by: Person, at: datetime) -> list[Commitment]:
    """Proposes a commitment for each conclusion of concluded minutes that has none yet; returns the new ones."""
    check_role(by, Role.DESK)
    return propose_articles(text, by=by, at=at)


def propose_articles(text: Text, *, at: datetime, by: Person | None = None) -> list[Commitment]:
    """The same, for whoever may; ``by`` is None where the partner's word was here before anybody proposed."""
    kept = Minutes.objects.select_for_update(of=("self",)).select_related("text").filter(text=text).first()
    if kept is None or not minutes.concluded(kept):
        raise NotConcluded(title=text.title())
    known = set(Commitment.objects.filter(agreed=text).values_list("article", flat=True))
    return [
        keep(
            partner=text.partner, content=content_of_article(stand.article, text.partner), by=by, at=at,
            source=Source(text, text.in_force, stand.article.identifier), state=CommitmentState.PROPOSED,
        )
        for stand in adoption.stands(text)
        if stand.article.identifier not in known
    ]  # fmt: skip


@transaction.atomic
def confirm(
    *, commitment: Commitment, by: Person, at: datetime, number: str | None = None, text: str | None = None,
    bound: str | None = None, members: Sequence[Member] | None = None, due: str | None = None,
    due_as_written: str | None = None, own_due: str | None = None, stages: Sequence[Stage] | None = None,
    sector_complex: Complex | None = None,
) -> Commitment:  # fmt: skip
    """Confirms a proposal, with what a person corrected in it; None leaves a thing as it was proposed.

    The agencies that our adoption of a conclusion names are in charge of it, unless the members are given.
    """
    check_role(by, Role.DESK)
    locked = _proposed(commitment)
    was = _content(locked)
    given = {
        "number": number, "text": text, "bound": bound, "members": members, "due": due,
        "due_as_written": due_as_written, "own_due": own_due, "stages": stages,
    }  # fmt: skip
    corrected = {name: value for name, value in given.items() if value is not None}
    if members is None and (agencies := _agencies(locked, bound or locked.bound, was.members)):
        corrected["members"] = [*was.members, *agencies]
    if corrected:
        _correct(locked, was, corrected, by, at)
    if sector_complex is not None:
        locked.sector_complex = sector_complex
        locked.save(update_fields=["sector_complex"])
    return change(commitment=locked, state=CommitmentState.OPEN, by=by, at=at)


@transaction.atomic
def reject(*, commitment: Commitment, reason: str, by: Person, at: datetime) -> Commitment:
    """Says that a proposal is no commitment, and why; it stays, dropped, so that it is not proposed again."""
    check_role(by, Role.DESK)
    return change(commitment=_proposed(commitment), state=CommitmentState.DROPPED, reason=reason, by=by, at=at)


def _day(report: Report) -> date | None:
    """The day of a report, as it was recorded, where that is known."""
    dated = ImpreciseDate.read(report.dated)
    return dated.latest if dated.precision is Precision.DAY else None


def _proposed(commitment: Commitment) -> Commitment:
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("agreed").get(pk=commitment.pk)
    if CommitmentState(locked.state) is not CommitmentState.PROPOSED:
        raise NotAProposal(number=locked.number, state=locked.get_state_display())
    return locked


def _content(row: Commitment) -> Content:
    members = [Member(PartIn(one.part), one.who, one.subject) for one in row.parts.all()]
    stages = [Stage(one.what, one.due, one.due_as_written) for one in row.milestones.all()]
    return Content(row.number, row.text, row.bound, members, row.due, row.due_as_written, row.own_due, stages)


def _agencies(row: Commitment, bound: str, members: Sequence[Member]) -> list[Member]:
    if row.agreed is None or bound == Bound.THEIRS:
        return []
    ours = adoption.of_article(row.agreed, row.article).get(party.us().code)
    named = {one.who for one in members if one.part is PartIn.IN_CHARGE}
    return [Member(PartIn.IN_CHARGE, one) for one in (ours.agencies if ours else []) if one not in named]


def _correct(row: Commitment, was: Content, corrected: Mapping[str, Any], by: Person, at: datetime) -> None:
    names = ("number", "text", "bound", "members", "due", "due_as_written", "own_due", "stages")
    said = Content(**({name: getattr(was, name) for name in names} | dict(corrected)))
    if said.number != was.number:
        check_number(row.agreed, row.article, said.number)
    for name in ("number", "text", "bound", "due", "due_as_written", "own_due"):
        setattr(row, name, getattr(said, name))
    row.save()
    if "members" in corrected or "stages" in corrected:
        row.parts.all().delete()
        row.milestones.all().delete()
        place(row, said.members, said.stages)
    before: dict[str, Json] = {
        name: getattr(was, name) for name in corrected if name not in ("members", "stages", "text")
    }
    journal.record(act="commitment.corrected", thing=row, by=by, at=at, facts={"in": sorted(corrected), "was": before})
