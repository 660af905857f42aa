"""Long-term programmes: under an agreement and its signatories, by sector and numbered complex (S79, S80, S103, S104).

Principles of transfer and general conditions are articles of the programme's text (COMMISSION.md, 9.3). How far each
complex is, its commitments say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from verbale.domain.cycle import words
from verbale.domain.cycle.acting_body import known_or_named
from verbale.domain.cycle.complex_sheet import ComplexLine, read_complexes
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Commitment
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import ActingBody, Complex, ComplexBody, DirectRelation, Programme
from verbale.records.text import Text, TextKind

MOST_SIGNATORIES, MOST_YEARS = 20, 99


class BadProgramme(WrongUse):
    """This programme cannot be recorded: {why}."""


class ComplexTaken(Refused):
    """The programme has a complex {number} already."""


class RelationStands(Refused):
    """“{ours}” and “{theirs}” work together in this complex already."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed the agreement: for which side, with the office held on that day."""

    side: str
    name: str
    office: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "side", words.line(self.side, what="the side of a signatory", longest=64))
        object.__setattr__(self, "name", words.line(self.name, what="a signatory"))
        object.__setattr__(self, "office", words.line(self.office, what="the office", needed=False))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a complex is: its commitments by state, and how many there are."""

    complex: Complex
    states: Mapping[str, int]

    @property
    def commitments(self) -> int:
        """How many commitments it has."""
        return sum(self.states.values())


@transaction.atomic
def record(
    *, partner: Party, titles: Mapping[str, str], by: Person, at: datetime, text: Text | None = None,
    agreement: Instrument | None = None, agreement_text: Text | None = None, signatories: Sequence[Signatory] = (),
    years: int | None = None, begins: str = "", ends: str = "", supplement_by: str = "", own_supplement_by: str = "",
) -> Programme:  # fmt: skip
    """Records a programme, under the agreement it stands under: a paper signed elsewhere, or a text agreed here.

    ``supplement_by`` is the date agreed for its supplement, ``own_supplement_by`` our own beside it (S103).
    """
    check_role(by, Role.DESK)
    first, last = ImpreciseDate.read(begins), ImpreciseDate.read(ends)
    if first.earliest and last.latest and last.latest < first.earliest:
        raise BadProgramme(why="it ends before it begins")
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise BadProgramme(why=f"an agreement is for 1 to {MOST_YEARS} years, not {years}")
    if len(signatories) > MOST_SIGNATORIES:
        raise BadProgramme(why=f"its agreement has more than {MOST_SIGNATORIES} signatories")
    for one in (text, agreement_text):
        if one is not None and one.partner_id != partner.pk:
            raise BadProgramme(why=f"“{one.title()}” was agreed with another partner")
    if text is not None and text.text_kind != TextKind.PROGRAMME:
        raise BadProgramme(why=f"“{text.title()}” is no programme")
    row = Programme.objects.create(
        partner=partner, titles=words.by_language(titles, what="the title", longest=words.LONGEST_LINE), text=text,
        agreement=agreement, agreement_text=agreement_text, signatories=[asdict(one) for one in signatories],
        years=years, begins=first.edtf, ends=last.edtf, supplement_by=ImpreciseDate.read(supplement_by).edtf,
        own_supplement_by=ImpreciseDate.read(own_supplement_by).edtf, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    journal.record(act="programme.recorded", thing=row, by=by, at=at, facts={"partner": partner.code})
    return row


@transaction.atomic
def date_supplement(*, programme: Programme, agreed: str, own: str, by: Person, at: datetime) -> Programme:
    """Sets by when the programme is to be supplemented: the date agreed with the partner, and our own (S103)."""
    check_role(by, Role.DESK)
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    before: dict[str, Json] = {"agreed": locked.supplement_by, "own": locked.own_supplement_by}
    locked.supplement_by, locked.own_supplement_by = ImpreciseDate.read(agreed).edtf, ImpreciseDate.read(own).edtf
    locked.save(update_fields=["supplement_by", "own_supplement_by"])
    facts: dict[str, Json] = {"before": before, "agreed": locked.supplement_by, "own": locked.own_supplement_by}
    journal.record(act="programme.supplement dated", thing=locked, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def add_complex(
    *, programme: Programme, number: int, sector: str, titles: Mapping[str, str], by: Person, at: datetime,
    supplemented_on: date | None = None,
) -> Complex:  # fmt: skip
    """Adds one complex; ``supplemented_on`` is the day of the supplement that added it."""
    check_role(by, Role.DESK)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if Complex.objects.filter(programme=programme, number=number).exists():
        raise ComplexTaken(number=number)
    return _added(programme, ComplexLine(number, sector, titles), by, at, supplemented_on)


@transaction.atomic
def import_complexes(
    *, programme: Programme, data: bytes, name: str, by: Person, at: datetime, supplemented_on: date | None = None
) -> list[Complex]:
    """Adds the complexes of a file, CSV or JSON, all or none; bodies that it names and nobody knows become institutes.

    Raises NotASheet, and BadComplexes that names every wrong line.
    """
    check_role(by, Role.DESK)
    Programme.objects.select_for_update().get(pk=programme.pk)
    taken = frozenset(Complex.objects.filter(programme=programme).values_list("number", flat=True))
    lines = read_complexes(data, name=name, taken=taken)
    made = [_added(programme, line, by, at, supplemented_on) for line in lines]
    for one, line in zip(made, lines, strict=True):
        for side, named in ((party.us(), line.ours), (programme.partner, line.theirs)):
            for who in named:
                ComplexBody.objects.create(complex=one, body=known_or_named(side=side, name=who, by=by, at=at))
    return made


@transaction.atomic
def work_in(*, sector_complex: Complex, body: ActingBody, by: Person, at: datetime) -> ComplexBody:
    """Says that a body works in a complex; saying it again changes nothing."""
    check_role(by, Role.DESK)
    if body.side_id not in (party.us().pk, sector_complex.programme.partner_id):
        raise BadProgramme(why=f"“{body.name}” is of neither side")
    row, new = ComplexBody.objects.get_or_create(complex=sector_complex, body=body)
    if new:
        journal.record(act="complex.body", thing=sector_complex, by=by, at=at, facts={"body": body.name})
    return row


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


def sectors(programme: Programme) -> dict[str, list[Complex]]:
    """The complexes by sector; sectors in the order in which they first come, complexes by number."""
    found: dict[str, list[Complex]] = {}
    for one in Complex.objects.filter(programme=programme).order_by("number"):
        found.setdefault(one.sector, []).append(one)
    return found


def progress(*, programme: Programme, viewer: Person) -> list[Progress]:
    """How far each complex is, by number: its commitments by state, as far as this person may see them."""
    complexes = Complex.objects.visible_to(viewer).filter(programme=programme).order_by("number")
    seen = Commitment.objects.visible_to(viewer).filter(sector_complex__programme=programme)
    counted = seen.order_by().values("sector_complex", "state").annotate(count=Count("pk"))
    states: dict[str, dict[str, int]] = {}
    for row in counted:
        states.setdefault(row["sector_complex"], {})[row["state"]] = row["count"]
    return [Progress(one, states.get(one.pk, {})) for one in complexes]


def _added(programme: Programme, line: ComplexLine, by: Person, at: datetime, supplemented_on: date | None) -> Complex:
    row = Complex.objects.create(
        programme=programme, number=line.number, sector=line.sector, titles=dict(line.titles),
        supplemented_on=supplemented_on, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"number": line.number, "sector": line.sector}
    journal.record(act="complex.added", thing=row, by=by, at=at, facts=facts)
    return row
