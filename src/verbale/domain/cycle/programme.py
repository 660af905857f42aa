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
from verbale.domain.cycle.programme_content import BadProgramme, Condition, Signatory
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Commitment
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import ActingBody, Complex, ComplexBody, Programme
from verbale.records.text import Text, TextKind

MOST_SIGNATORIES, MOST_YEARS, MOST_CONDITIONS = 20, 99, 100


class ComplexTaken(Refused):
    """The programme has a complex {number} already."""


class HasArticles(Refused):
    """Principles and conditions of this programme are articles of “{text}”. Propose a change of that text instead."""


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
def hold_conditions(*, programme: Programme, conditions: Sequence[Condition], by: Person, at: datetime) -> Programme:
    """Writes down all principles of transfer and general conditions of a programme on paper (S80).

    A programme that is a text agreed with the partner has them as its articles.
    """
    check_role(by, Role.DESK)
    locked = Programme.objects.select_for_update(of=("self",)).select_related("text").get(pk=programme.pk)
    if locked.text is not None:
        raise HasArticles(text=locked.text.title())
    if len(conditions) > MOST_CONDITIONS:
        raise BadProgramme(why=f"it has more than {MOST_CONDITIONS} principles and conditions")
    locked.conditions = [asdict(one) for one in conditions]
    locked.save(update_fields=["conditions"])
    facts: dict[str, Json] = {"count": len(conditions)}
    journal.record(act="programme.conditions held", thing=locked, by=by, at=at, facts=facts)
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
