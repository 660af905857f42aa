"""Complexes of a programme: the bodies that work in each, direct relations by contract, commitments (S104)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from verbale.domain.cycle import direct_relation
from verbale.domain.cycle import programme as programmes
from verbale.domain.cycle.complex_sheet import SIZE_LIMIT
from verbale.domain.spine import party
from verbale.records.commitment import Commitment
from verbale.records.instrument import Instrument
from verbale.records.person import Role
from verbale.records.programme import ActingBody, Complex, ComplexBody, DirectRelation, Programme
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form, texts
from verbale.web.imprecise import ImpreciseField
from verbale.web.moment import now
from verbale.web.programme_form import ComplexForm, SheetForm
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline


class BodyForm(Form):
    body = forms.ChoiceField(label=_("Body"))

    def __init__(self, request: HttpRequest, shown: Complex) -> None:
        super().__init__(request.POST or None)
        both = seen(ActingBody, request.user).filter(side__in=(party.us(), shown.programme.partner))
        free = both.exclude(complexes__complex=shown).select_related("side")
        self.fields["body"].choices = [(each.pk, f"{each.side.code}: {each.name}") for each in free]  # type: ignore[attr-defined]


class ContractForm(Form):
    contract = forms.ChoiceField(label=_("Contract"), help_text=_("An instrument recorded here."))

    def __init__(self, request: HttpRequest, required: bool = True) -> None:
        super().__init__(request.POST or None)
        found = list(seen(Instrument, request.user).values_list("pk", "title"))
        self.fields["contract"].required = required
        self.fields["contract"].choices = found if required else [("", "—"), *found]  # type: ignore[attr-defined]


class RelationForm(ContractForm):
    ours = forms.ChoiceField(label=_("Body of ours"))
    theirs = forms.ChoiceField(label=_("Body of theirs"))
    since = ImpreciseField(label=_("Since"), required=False)
    until = ImpreciseField(label=_("Until"), required=False, help_text="")
    field_order = ["ours", "theirs", "contract", "since", "until"]

    def __init__(self, request: HttpRequest, shown: Complex) -> None:
        super().__init__(request, required=False)
        self.fields["contract"].help_text = _("An instrument recorded here; leave it empty while it is prepared.")
        for name, side in (("ours", party.us()), ("theirs", shown.programme.partner)):
            rows = seen(ActingBody, request.user).filter(side=side).values_list("pk", "name")
            self.fields[name].choices = list(rows)  # type: ignore[attr-defined]


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = _read(request, identifier)
    bodies = seen(ComplexBody, request.user).filter(complex=shown).select_related("body__side", "body__under")
    relations = seen(DirectRelation, request.user).filter(complex=shown)
    context = {
        "complex": shown,
        "programme": shown.programme,
        "ours": [each.body for each in bodies if each.body.side.is_us],
        "theirs": [each.body for each in bodies if not each.body.side.is_us],
        "relations": relations.select_related("ours", "theirs", "contract"),
        "commitments": seen(Commitment, request.user).filter(sector_complex=shown).select_related("partner"),
        "may_record": Role.DESK in request.user.roles,  # type: ignore[union-attr]
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/programme/complex.html", context)


@for_roles(Role.DESK)
def add_complex(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Programme, identifier, request.user, "partner")
    form = ComplexForm(request)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            made = programmes.add_complex(
                programme=row, number=given["number"], sector=given["sector"], titles=texts(form, "titles"),
                supplemented_on=given["supplemented_on"], by=request.user, at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            return redirect("complex", made.pk)
    return page(request, "web/programme/complex_add.html", {"form": form, "programme": row})


@for_roles(Role.DESK)
def import_complexes(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Programme, identifier, request.user, "partner")
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_on(form, "sheet"):
            sent = form.cleaned_data["sheet"]
            made = programmes.import_complexes(
                programme=row, data=sent.read(SIZE_LIMIT + 1), name=sent.name,
                supplemented_on=form.cleaned_data["supplemented_on"], by=request.user, at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            told = ngettext("%(count)s complex is added.", "%(count)s complexes are added.", len(made))
            messages.success(request, told % {"count": len(made)})
            return redirect("programme", row.pk)
    return page(request, "web/programme/complex_import.html", {"form": form, "programme": row})


@for_roles(Role.DESK)
def add_body(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = _read(request, identifier)
    form = BodyForm(request, shown)
    if form.is_valid():
        with refused_on(form):
            body = one(ActingBody, form.cleaned_data["body"], request.user)
            programmes.work_in(sector_complex=shown, body=body, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("complex", shown.pk)
    return page(request, "web/programme/complex_body.html", {"form": form, "complex": shown})


@for_roles(Role.DESK)
def relate(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = _read(request, identifier)
    form = RelationForm(request, shown)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            direct_relation.relate(
                sector_complex=shown, ours=one(ActingBody, given["ours"], request.user),
                theirs=one(ActingBody, given["theirs"], request.user), since=given["since"], until=given["until"],
                contract=one(Instrument, given["contract"], request.user) if given["contract"] else None,
                by=request.user, at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            return redirect("complex", shown.pk)
    return page(request, "web/programme/relate.html", {"form": form, "complex": shown})


@for_roles(Role.DESK)
def contract(request: HttpRequest, identifier: str) -> HttpResponse:
    relation = one(DirectRelation, identifier, request.user, "complex", "ours", "theirs")
    form = ContractForm(request)
    if form.is_valid():
        with refused_on(form):
            signed = one(Instrument, form.cleaned_data["contract"], request.user)
            direct_relation.contract(relation=relation, contract=signed, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("complex", relation.complex_id)
    return page(request, "web/programme/contract.html", {"form": form, "relation": relation})


def _read(request: HttpRequest, identifier: str) -> Complex:
    return one(Complex, identifier, request.user, "programme__partner", "recorded_by")


urlpatterns = [
    path("programmes/<str:identifier>/complexes/add", add_complex, name="complex-add"),
    path("programmes/<str:identifier>/complexes/import", import_complexes, name="complexes-import"),
    path("complexes/<str:identifier>", show, name="complex"),
    path("complexes/<str:identifier>/body", add_body, name="complex-body"),
    path("complexes/<str:identifier>/relate", relate, name="complex-relate"),
    path("relations/<str:identifier>/contract", contract, name="relation-contract"),
]
