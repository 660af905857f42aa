"""What we need from a partner: our own orders, as the partner will see them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.holding import ReceivedReads
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.request import Form, Route


class NeedState(models.TextChoices):
    """Where a line of our own order stands, as far as the partner has told us."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    QUESTIONED = "questioned", _("They ask back")
    PROMISED = "promised", _("Promised")
    UNAVAILABLE = "not available", _("Not available")
    ARRIVED = "arrived", _("Arrived")
    RECEIPTED = "receipted", _("Receipt confirmed")
    RECALLED = "recalled", _("Recalled by the partner")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")


class Need(Record):
    """An order of ours to a partner."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="needs")
    number = models.CharField(_("our number"), max_length=60, unique=True, null=True)
    partner_number = models.CharField(_("their number"), max_length=60, blank=True)
    route = models.CharField(_("whom we ask"), max_length=24, choices=Route)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answer_due = models.DateField(null=True)

    objects = ReceivedReads["Need"].as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [one_of("route", Route, "need_route_known")]


class NeedLine(Record):
    """One item we want: from the partner's catalogue, or as we cite it."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    item = models.CharField(max_length=26, blank=True)
    citation = models.CharField(_("citation"), max_length=1000)
    form = models.CharField(_("form"), max_length=14, choices=Form)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    state = models.CharField(max_length=16, choices=NeedState, default=NeedState.DRAFT)
    state_since = models.DateTimeField()
    told = models.TextField(blank=True)

    objects = ReceivedReads["NeedLine"].as_manager()

    class Meta:
        ordering = ["need", "position"]
        constraints = [
            models.UniqueConstraint(fields=["need", "position"], name="need_line_position_once"),
            one_of("state", NeedState, "need_state_known"),
            one_of("form", Form, "need_form_known"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="need_line_copies"),
        ]
