"""The list of agreed texts, those whose answer is overdue first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine.text_awaited import overdue
from verbale.engines.agreement import State
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, seen
from verbale.web.form import Form, partner_choices
from verbale.web.moment import today
from verbale.web.text_shown import READERS
from verbale.web.text_words import STATES

A_PAGE = 25
ANY = ("", _("Any"))


class TextFilter(Form):
    """What of the list is wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *TextKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[ANY, ("overdue", _("Answer overdue")), *((one.value, STATES[one]) for one in State if one in STATES)],
    )  # fmt: skip

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [ANY, *partner_choices(viewer)]  # type: ignore[attr-defined]

    def wanted(self, rows: QuerySet[Text], day: date) -> QuerySet[Text]:
        """The rows asked for, each with ``late``: whether its answer is overdue."""
        self.is_valid()
        partner, kind, state = (self.cleaned_data.get(name) for name in ("partner", "kind", "state"))
        late = When(pk__in=overdue(rows, day).values("pk"), then=Value(1))
        rows = rows.filter(partner=partner) if partner else rows
        rows = rows.filter(text_kind=kind) if kind else rows
        if state == "overdue":
            rows = overdue(rows, day)
        elif state:
            rows = rows.filter(Q(state=state) | Q(change=state))
        return rows.annotate(late=Case(late, default=Value(0))).order_by("-late", "respond_by", "-moved_at")


@for_roles(*READERS)
def list_texts(request: HttpRequest) -> HttpResponse:
    asked = TextFilter(request.GET, viewer=request.user)
    every = seen(Text, request.user)
    rows = asked.wanted(every.select_related("partner"), today())
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "filter": asked,
        "late": overdue(every, today()).count(),
    }
    return render(request, "web/text/list.html", context)


urlpatterns = [path("texts", list_texts, name="texts")]
