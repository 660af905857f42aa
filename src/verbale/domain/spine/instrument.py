"""Instruments signed on paper, recorded with scan, date and recorder; and the chain that approved them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.instrument import Instrument, InstrumentStep, StepKind
from verbale.records.person import Person, Role


class NoSuchStep(WrongUse):
    """“{what}” is no step of an approval chain. The steps are: {steps}."""


class NoTitle(WrongUse):
    """An instrument needs a title by which people find it."""


@transaction.atomic
def record(
    *, title: str, by: Person, at: datetime, grade: str = "", serials: Sequence[str] = (), seals: Sequence[str] = (),
    distribution: Sequence[str] = (), order_to_implement: str = "", dated: str = "", archive_reference: str = "",
    original_language: str = "", translators: Sequence[str] = (),
) -> Instrument:  # fmt: skip
    """Records an instrument as signed on paper (S57, S20). Its date may be imprecise (EDTF)."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if not title.strip():
        raise NoTitle()
    instrument = Instrument.objects.create(
        title=title.strip(), grade=grade, serials=list(serials), seals=list(seals), distribution=list(distribution),
        order_to_implement=order_to_implement, dated=str(ImpreciseDate.read(dated)),
        archive_reference=archive_reference, original_language=original_language, translators=list(translators),
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    journal.record(act="instrument.recorded", thing=instrument, by=by, at=at, facts={"serials": list(serials)})
    return instrument


@transaction.atomic
def add_step(*, instrument: Instrument, what: str, who: str, on: str, by: Person, at: datetime) -> InstrumentStep:
    """Adds the next step of the chain: submitted, revised, approved, forwarded, each with its date (S58)."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if what not in StepKind.values:
        raise NoSuchStep(what=what, steps=", ".join(StepKind.values))
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    position = InstrumentStep.objects.filter(instrument=locked).count() + 1
    step = InstrumentStep.objects.create(
        instrument=instrument, position=position, what=what, who=who, on=str(ImpreciseDate.read(on)),
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    facts = {"what": what, "who": who, "on": step.on}
    journal.record(act="instrument.step", thing=instrument, by=by, at=at, facts=facts)
    return step
