"""Orders that a partner places with us, line by line."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.approval import ApprovalStep
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Guarded, Record, one_of

MOST_LINES = 5000
"""Lines of one order, theirs or ours: so many are taken in and answered in one transaction."""


class Source(models.TextChoices):
    """How an order reached us."""

    CATALOGUE = "catalogue", _("From the partner's catalogue")
    CITATION = "citation", _("By citation")
    LETTER = "letter", _("By letter")
    SPREADSHEET = "spreadsheet", _("From a spreadsheet")


class Route(models.TextChoices):
    """Whom the partner asked; it decides between exchange and approvals (S63, S68)."""

    TRADING_COMPANY = "trading company", _("Trading company")
    INFORMATION_INSTITUTE = "information institute", _("Information institute")
    DEPARTMENT = "department", _("A department directly")
    BILATERAL = "bilateral cooperation", _("Bilateral cooperation")


class Form(models.TextChoices):
    """In which form an item is wanted or supplied."""

    ORIGINAL = "original", _("Original")
    PHOTOCOPY = "photocopy", _("Photocopy")
    DIGITAL_COPY = "digital copy", _("Digital copy")


class LineState(models.TextChoices):
    """Where a line of an order stands."""

    RECEIVED = "received", _("Received")
    CLARIFICATION = "needs clarification", _("Needs clarification")
    DECIDING = "deciding", _("Deciding")
    AWAITING_APPROVAL = "waiting for approval", _("Waiting for approval")
    SOURCING = "sourcing", _("Sourcing")
    READY = "ready", _("Ready")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Received by the partner")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")
    UNAVAILABLE = "unavailable", _("Unavailable")
    EXPIRED = "expired", _("Expired")


class OrderQuerySet(Guarded["Order"]):
    readers = frozenset({Role.DESK, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        """An approver sees the orders that an authority of theirs is or was asked about."""
        return self.filter(lines__in=OrderLine.objects.narrowed_to(viewer)).distinct()


class Order(Record):
    """One order of a partner. What becomes of it is decided line by line."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(_("our number"), max_length=60, unique=True)
    partner_number = models.CharField(_("their number"), max_length=60, blank=True)
    partner_order = models.CharField(max_length=26, blank=True)
    source = models.CharField(_("how it came"), max_length=12, choices=Source)
    route = models.CharField(_("whom they asked"), max_length=24, choices=Route)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("received"))
    answer_due = models.DateField(_("to be answered on"))
    answered_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="orders_assigned")

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "number"]
        constraints = [
            one_of("source", Source, "order_source_known"),
            one_of("route", Route, "order_route_known"),
            models.UniqueConstraint(
                fields=["partner", "partner_order"],
                condition=~models.Q(partner_order=""),
                name="partner_order_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLineQuerySet(Guarded["OrderLine"]):
    readers = frozenset({Role.DESK, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        """An approver sees the lines that an authority of theirs is or was asked about."""
        if Role.APPROVER not in viewer.roles:
            return self.none()
        asked = ApprovalStep.objects.visible_to(viewer).filter(thing_kind="orderline")
        return self.filter(pk__in=asked.values("thing_id"))


class OrderLine(Record):
    """One wanted item: what was cited, the facts it is decided on, and where it stands."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    partner_line = models.CharField(max_length=26, blank=True)
    item = models.CharField(_("item of the catalogue"), max_length=26, blank=True)
    citation = models.CharField(_("as cited"), max_length=1000)
    form = models.CharField(_("form"), max_length=14, choices=Form)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=24, choices=LineState, default=LineState.RECEIVED)
    state_since = models.DateTimeField()
    note = models.TextField(blank=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            one_of("state", LineState, "order_line_state_known"),
            one_of("form", Form, "order_line_form_known"),
            models.CheckConstraint(condition=models.Q(copies__gte=1), name="order_line_copies"),
        ]

    def __str__(self) -> str:
        return f"{self.order.number}/{self.position}"
