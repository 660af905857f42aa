"""Naming a delegation: head and members in rows, with the office each holds on that day (S76)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import delegation as delegations
from verbale.domain.cycle.delegation import LONGEST_NAME, LONGEST_OFFICE, MOST_DELEGATES, Named
from verbale.records.delegation import Delegation, Part
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.visit import Visit
from verbale.web.access import for_roles, one, seen
from verbale.web.choices import OURS, SIDES, THEIRS, session_name, side_of
from verbale.web.form import DateField, Form
from verbale.web.moment import now, today
from verbale.web.places import place
from verbale.web.refusal import page, refused_on

FRESH, MORE = 4, 5
KEPT = timedelta(days=2 * 365)
"""Until when names are kept, where nobody chose another day."""


class NamingForm(Form):
    """Whose delegation it is, until when its names are kept, and who of our office comes."""

    side = forms.ChoiceField(label=_("Whose delegation"), choices=SIDES)
    keep_until = DateField(
        label=_("Names kept until"), help_text=_("After this day the names are removed, here and from what was told.")
    )
    people = forms.MultipleChoiceField(
        label=_("People of our office"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They get a row with the office they hold now; a later change of office leaves it as it is."),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = seen(Person, viewer).filter(is_active=True)
        told = [(who.pk, f"{who.name}, {who.office_held}" if who.office_held else who.name) for who in rows]
        self.fields["people"].choices = told  # type: ignore[attr-defined]


class RowForm(Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    office = forms.CharField(label=_("Office held on that day"), max_length=LONGEST_OFFICE, required=False)
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices)

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"d{number}", **kwargs)
        for field in self.fields.values():
            told = {"what": field.label, "number": number + 1}
            field.widget.attrs["aria-label"] = _t("%(what)s of person %(number)s") % told

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.filled and not self.errors:
            with refused_on(self):
                Named(**given)
        return given

    @property
    def filled(self) -> bool:
        return bool(self["name"].value() or self["office"].value())


@for_roles(Role.DESK)
def to_session(request: HttpRequest, identifier: str) -> HttpResponse:
    session = one(Session, identifier, request.user, "commission__partner")
    return _name(request, session, session.commission.partner, session_name(session), place(session.kind, session.pk))


@for_roles(Role.DESK)
def on_visit(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user, "partner")
    return _name(request, visit, visit.partner, visit.title, place(visit.kind, visit.pk))


def _name(request: HttpRequest, to: Session | Visit, partner: Party, title: str, back: str) -> HttpResponse:
    do = request.POST.get("do", "save") if request.method == "POST" else "start"
    kept = _kept(request, to, partner)
    if do == "save":
        form = NamingForm(request.user, request.POST)
        rows = _sent_rows(request) or _fresh_rows(_empty(FRESH, head=True))
        sound = [row.is_valid() for row in rows if row.filled]
        if form.is_valid() and all(sound):
            with refused_on(form):
                return _named(request, to, partner, form, rows)
        elif form.is_valid():
            form.add_error(None, _t("Some rows cannot be taken; each says why."))
    elif do == "start":
        form, rows = NamingForm(request.user, initial=_initial(request, kept)), _fresh_rows(_rows_of(kept))
    else:
        form, rows = NamingForm(request.user, initial=_typed(request)), _fresh_rows(_arranged(request, do))
    context = {
        "form": form, "rows": rows, "title": title, "back": back, "full": len(rows) >= MOST_DELEGATES,
        "with_people": bool(form.fields["people"].choices),  # type: ignore[attr-defined]
    }  # fmt: skip
    return page(request, "web/delegation/name.html", context)


def _kept(request: HttpRequest, to: Session | Visit, partner: Party) -> Delegation | None:
    """What stands of the side that the address asks for."""
    return delegations.of(to, side_of(THEIRS if request.GET.get("side") == THEIRS else OURS, partner))


def _named(
    request: HttpRequest, to: Session | Visit, partner: Party, form: NamingForm, rows: list[RowForm]
) -> HttpResponse:  # fmt: skip
    given = form.cleaned_data
    delegates = [Named(**row.cleaned_data) for row in rows if row.filled]
    kept = delegations.name(
        to=to, delegates=delegates, keep_until=given["keep_until"], side=side_of(given["side"], partner),
        by=request.user, at=now(),  # type: ignore[arg-type]
    )  # fmt: skip
    messages.success(request, _t("The delegation is named."))
    return redirect("delegation", kept.pk)


def _initial(request: HttpRequest, kept: Delegation | None) -> dict[str, Any]:
    side = THEIRS if request.GET.get("side") == THEIRS else OURS
    return {"side": side, "keep_until": kept.delete_after if kept else today() + KEPT}


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in ("side", "keep_until")}


def _rows_of(kept: Delegation | None) -> list[dict[str, Any]]:
    named = [] if kept is None else [{"name": one.name, "office": one.office, "part": one.part}
                                     for one in kept.delegates.all()]  # fmt: skip
    return named + _empty(FRESH if not named else 1, head=not named)


def _empty(count: int, *, head: bool = False) -> list[dict[str, Any]]:
    return [{"part": Part.HEAD if head and number == 0 else Part.MEMBER} for number in range(count)]


def _arranged(request: HttpRequest, do: str) -> list[dict[str, Any]]:
    """The rows as typed, without the empty ones, with more of them, or with people of our office."""
    rows = _sent_rows(request)
    typed = [{name: row[name].value() for name in row.fields} for row in rows if row.filled or do == "more"]
    if do == "people":
        people = seen(Person, request.user).filter(pk__in=request.POST.getlist("people"))
        typed += [Named.of(who).as_json() if who.office_held else {"name": who.name, "part": Part.MEMBER}
                  for who in people]  # fmt: skip
    heads = any(row.get("part") == Part.HEAD for row in typed)
    return [*typed, *_empty(MORE if do == "more" else 1, head=not heads)][:MOST_DELEGATES]


def _fresh_rows(rows: list[dict[str, Any]]) -> list[RowForm]:
    return [RowForm(number, initial=row) for number, row in enumerate(rows)]


def _sent_rows(request: HttpRequest) -> list[RowForm]:
    given = request.POST.get("rows", "")
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    return [RowForm(number, request.POST) for number in range(min(count, MOST_DELEGATES))]


urlpatterns = [
    path("sessions/<str:identifier>/delegation", to_session, name="delegation-name"),
    path("visits/<str:identifier>/delegation", on_visit, name="delegation-name-visit"),
]
