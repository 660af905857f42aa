"""Which orders a list shows: its filters, its order, and what of them goes into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.matching import MOST_WORDS, with_all, with_word
from verbale.records.person import Person, Role
from verbale.records.request import LineState, Order, OrderLine
from verbale.web.access import seen
from verbale.web.export import Cell
from verbale.web.form import Form, partner_choices

SORTS = {"number": "number", "partner": "partner__code", "received": "received_at", "due": "answer_due"}

DUE: list[tuple[str, Any]] = [
    ("", _("Any")),
    ("open", _("Not yet answered")),
    ("overdue", _("Overdue")),
    ("answered", _("Answered")),
]


class OrderFilter(Form):
    """What of the list is wanted. What cannot be understood is passed over."""

    q = forms.CharField(label=_("Text"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(label=_("State of a line"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    assigned = forms.ChoiceField(label=_("Assigned to"), required=False)
    due = forms.ChoiceField(label=pgettext_lazy("filter", "Answer"), required=False, choices=DUE)

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        self.viewer = viewer
        anything = ("", _("Any"))
        self.fields["state"].choices = [anything, *LineState.choices]  # type: ignore[attr-defined]
        self.fields["partner"].choices = [anything, *partner_choices(viewer)]  # type: ignore[attr-defined]
        whose = [("me", _("Me")), ("nobody", _("Nobody")), *officers(viewer)]
        self.fields["assigned"].choices = [anything, *whose]  # type: ignore[attr-defined]

    def wanted(self, today: date) -> QuerySet[Order]:
        """The orders that the viewer may see and asked for, in the order asked for."""
        self.is_valid()
        orders = seen(Order, self.viewer).filter(self._whose() & self._lines() & self._due(today))
        return orders.select_related("partner", "assigned_to").order_by(*self._sorted())

    def lines(self, orders: QuerySet[Order]) -> QuerySet[OrderLine]:
        """The lines of those orders, only those in the state asked for."""
        found = seen(OrderLine, self.viewer).filter(order__in=orders.order_by().values("pk"))
        state = self.cleaned_data.get("state")
        found = found.filter(state=state) if state else found
        return found.select_related("order__partner", "order__assigned_to")

    def _whose(self) -> Q:
        partner, assigned = self.cleaned_data.get("partner"), self.cleaned_data.get("assigned")
        wanted = Q(partner=partner) if partner else Q()
        if assigned == "nobody":
            return wanted & Q(assigned_to__isnull=True)
        return wanted & Q(assigned_to=self.viewer.pk if assigned == "me" else assigned) if assigned else wanted

    def _lines(self) -> Q:
        lines = seen(OrderLine, self.viewer).order_by()
        state, text = self.cleaned_data.get("state"), self.cleaned_data.get("q")
        wanted = Q(pk__in=lines.filter(state=state).values("order")) if state else Q()
        for word in (text or "").split()[:MOST_WORDS]:
            cited = Q(pk__in=lines.filter(with_word(word, "citation")).values("order"))
            wanted &= cited | with_all(word, ("number", "partner_number", "purpose"))
        return wanted

    def _due(self, today: date) -> Q:
        due = self.cleaned_data.get("due")
        if due == "answered":
            return Q(answered_at__isnull=False)
        late = Q(answer_due__lt=today) if due == "overdue" else Q()
        return late & Q(answered_at__isnull=True) if due else Q()

    def _sorted(self) -> tuple[str, str]:
        asked = str(self.data.get("sort", "")) if self.data else ""
        field = SORTS.get(asked.removeprefix("-"))
        return (("-" if asked.startswith("-") else "") + field, "number") if field else ("-received_at", "number")


def officers(viewer: Any) -> list[tuple[str, str]]:
    """The active desk officers, to whom an order can be given, as choices."""
    found = seen(Person, viewer).filter(is_active=True, roles_held__role=Role.DESK)
    return list(found.order_by("name").values_list("pk", "name"))


def by_state(orders: Iterable[Order], viewer: Any) -> dict[str, list[tuple[str, str, int]]]:
    """For each order, how many of its lines are in which state, in the order of the lifecycle."""
    lines = seen(OrderLine, viewer).filter(order__in=[order.pk for order in orders])
    counted: dict[str, dict[str, int]] = {}
    for order, state, count in lines.order_by().values_list("order", "state").annotate(Count("pk")):
        counted.setdefault(order, {})[state] = count
    return {
        order: [(state.value, str(state.label), states[state]) for state in LineState if state in states]
        for order, states in counted.items()
    }


HEADING = (
    _("Order"), _("Partner"), _("Their number"), _("Line"), _("Citation"), _("Item"), _("Form"), _("Copies"),
    _("State"), _("Since"), _("Received"), _("To be answered on"), _("Answered"), _("Assigned to"),
)  # fmt: skip


def rows(lines: QuerySet[OrderLine]) -> Iterator[tuple[Cell, ...]]:
    """A row a line, under ``HEADING``."""
    for line in lines.order_by("order__received_at", "order__number", "position").iterator():
        order = line.order
        yield (
            order.number, order.partner.code, order.partner_number, line.position, line.citation, line.item,
            line.get_form_display(), line.copies, line.get_state_display(), line.state_since, order.received_at,
            order.answer_due, order.answered_at, order.assigned_to.name if order.assigned_to else "",
        )  # fmt: skip
