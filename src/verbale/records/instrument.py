"""Instruments: papers signed elsewhere and recorded here, with the chain by which they were approved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Person, Role
from verbale.records.record import Guarded, M, Record, one_of


class InstrumentReads(Guarded[M]):
    """Seen by desk, approvers, administrators and auditors."""

    readers = frozenset({Role.DESK, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})


class Instrument(Record):
    """A report, order or agreement as signed on paper: grade, serials, seals, distribution, order (S57)."""

    title = models.CharField(_("title"), max_length=300)
    grade = models.CharField(_("grade of secrecy"), max_length=80, blank=True)
    serials = models.JSONField(_("serial numbers"), default=list)
    seals = models.JSONField(_("seals of the issuing bodies"), default=list)
    distribution = models.JSONField(_("distribution list"), default=list)
    order_to_implement = models.TextField(_("order to implement"), blank=True)
    dated = models.CharField(_("date"), max_length=40, blank=True)
    archive_reference = models.CharField(_("archive reference"), max_length=300, blank=True)
    original_language = models.CharField(_("original language"), max_length=12, blank=True)
    translators = models.JSONField(_("translators"), default=list)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = InstrumentReads["Instrument"].as_manager()

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.title


class StepKind(models.TextChoices):
    """What happened to an instrument on its way."""

    SUBMITTED = "submitted", _("Submitted")
    REVISED = "revised", _("Revised")
    APPROVED = "approved", _("Approved")
    FORWARDED = "forwarded", _("Forwarded")


class InstrumentStep(Record):
    """One step of the approval chain, with its own imprecise date (S58)."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what happened"), max_length=12, choices=StepKind)
    who = models.CharField(_("by whom"), max_length=300)
    on = models.CharField(_("date"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = InstrumentReads["InstrumentStep"].as_manager()

    class Meta:
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "position"], name="instrument_step_once"),
            one_of("what", StepKind, "instrument_step_known"),
        ]
