"""Visits: what a delegation was told to do, what was wished and met; coming visits of leaders."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.session import Session
from verbale.records.text import TextReads


class VisitState(models.TextChoices):
    """Where a visit stands."""

    COMING = "coming", _("Coming")
    MADE = "made", _("Made")
    CANCELLED = "cancelled", _("Cancelled")


class Visit(Record):
    """A journey of one side to the other, with the directive under which it is made (S74, S113)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="visits")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="visits")
    """The session beside which it is made, if any (S81)."""
    title = models.CharField(_("title"), max_length=300)
    side = models.CharField(_("who travels"), max_length=64)
    leader = models.CharField(_("led by"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    begins = models.CharField(_("begins"), max_length=40)
    ends = models.CharField(_("ends"), max_length=40, blank=True)
    directive = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=VisitState, default=VisitState.COMING)
    reason = models.TextField(_("reason"), blank=True)
    """Why it was moved last, or cancelled."""
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Visit"].as_manager()

    class Meta:
        ordering = ["-begins", "title"]
        constraints = [one_of("state", VisitState, "visit_state_known")]

    def __str__(self) -> str:
        return self.title


class Fulfilled(models.TextChoices):
    """Whether an assignment was fulfilled, or a wish met."""

    OPEN = "open", _("Not yet said")
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Assignment(Record):
    """One numbered assignment of a visit's directive, and whether it was fulfilled (S74)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="assignments")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("assignment"))
    fulfilled = models.CharField(_("fulfilled"), max_length=8, choices=Fulfilled, default=Fulfilled.OPEN)
    shown_by = models.TextField(_("what shows it"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["Assignment"].as_manager()

    class Meta:
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="assignment_number_once"),
            one_of("fulfilled", Fulfilled, "assignment_fulfilled_known"),
        ]


class Wish(Record):
    """What a side wished before a visit, and whether it was met."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="wishes")
    number = models.PositiveSmallIntegerField(_("number"))
    side = models.CharField(_("whose wish"), max_length=64)
    text = models.TextField(_("wish"))
    met = models.CharField(_("met"), max_length=8, choices=Fulfilled, default=Fulfilled.OPEN)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["Wish"].as_manager()

    class Meta:
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="wish_number_once"),
            one_of("met", Fulfilled, "wish_met_known"),
        ]
