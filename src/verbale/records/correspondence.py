"""The log of what was said and written between the sides and inside: talks, assurances, instructions."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Guarded, Record, one_of
from verbale.records.request import Order


class What(models.TextChoices):
    """What an entry records."""

    REQUEST = "request", _("Request of the partner")
    ASSURANCE = "oral assurance", _("Oral assurance")
    TALK = "talk", _("Talk")
    INSTRUCTION_ASKED = "instruction asked", _("Instruction asked for")
    INSTRUCTION_GIVEN = "instruction given", _("Instruction given")
    LETTER_IN = "letter in", _("Letter received")
    LETTER_OUT = "letter out", _("Letter sent")
    NOTE = "note", _("Note for the file")


class CorrespondenceQuerySet(Guarded["Correspondence"]):
    readers = frozenset({Role.DESK, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        """An approver sees instructions; other talk stays with the desk."""
        if Role.APPROVER in viewer.roles:
            return self.filter(what__in=[What.INSTRUCTION_ASKED, What.INSTRUCTION_GIVEN])
        return self.none()


class Correspondence(Record):
    """One thing said or written, with date, side, source and person (S59, S71, S73)."""

    what = models.CharField(_("what"), max_length=20, choices=What)
    partner = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="correspondence", verbose_name=_("partner")
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    on = models.CharField(_("date"), max_length=40)
    said_by = models.CharField(_("said or written by"), max_length=200)
    said_to = models.CharField(_("to"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("what was said"), blank=True)
    source = models.CharField(_("source and place in it"), max_length=300, blank=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="correspondence", verbose_name=_("order")
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name=_("answers")
    )
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CorrespondenceQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        verbose_name_plural = "correspondence"
        constraints = [one_of("what", What, "correspondence_what_known")]
