"""Direct relations between institutes of both sides, under the programme, by contract (S104)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.cycle.programme_content import BadProgramme
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.instrument import Instrument
from verbale.records.person import Person, Role
from verbale.records.programme import ActingBody, Complex, ComplexBody, DirectRelation


class RelationStands(Refused):
    """“{ours}” and “{theirs}” work together in this complex already."""


@transaction.atomic
def relate(
    *, sector_complex: Complex, ours: ActingBody, theirs: ActingBody, by: Person, at: datetime,
    contract: Instrument | None = None, since: str = "", until: str = "",
) -> DirectRelation:  # fmt: skip
    """Records a direct relation between a body of ours and one of theirs, under the programme, by contract (S104);
    without one while it is being prepared."""
    check_role(by, Role.DESK)
    first, last = ImpreciseDate.read(since), ImpreciseDate.read(until)
    if ours.side_id != party.us().pk or theirs.side_id != sector_complex.programme.partner_id:
        raise BadProgramme(why="a direct relation is between a body of ours and one of the partner’s")
    if first.earliest and last.latest and last.latest < first.earliest:
        raise BadProgramme(why="a relation ends before it begins")
    if DirectRelation.objects.filter(complex=sector_complex, ours=ours, theirs=theirs).exists():
        raise RelationStands(ours=ours.name, theirs=theirs.name)
    for body in (ours, theirs):
        ComplexBody.objects.get_or_create(complex=sector_complex, body=body)
    row = DirectRelation.objects.create(
        complex=sector_complex, ours=ours, theirs=theirs, contract=contract, since=first.edtf, until=last.edtf,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"ours": ours.name, "theirs": theirs.name, "contract": contract.pk if contract else None}
    journal.record(act="complex.relation", thing=sector_complex, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def contract(*, relation: DirectRelation, contract: Instrument, by: Person, at: datetime) -> DirectRelation:
    """Names the contract of a direct relation, once it is signed."""
    check_role(by, Role.DESK)
    locked = DirectRelation.objects.select_for_update(of=("self",)).select_related("complex").get(pk=relation.pk)
    locked.contract = contract
    locked.save(update_fields=["contract"])
    journal.record(act="complex.contract", thing=locked.complex, by=by, at=at, facts={"contract": contract.pk})
    return locked
