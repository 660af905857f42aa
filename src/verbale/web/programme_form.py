"""The forms of a programme: what it is recorded with, its conditions, its complexes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.programme_content import Condition, Signatory, Term
from verbale.kernel.errors import VerbaleError
from verbale.records.instrument import Instrument
from verbale.records.text import Text, TextKind
from verbale.web.access import seen
from verbale.web.form import DateField, Form, add_texts, partner_choices
from verbale.web.imprecise import ImpreciseField
from verbale.web.instrument import LinesField
from verbale.web.refusal import sentence
from verbale.web.shell import languages_of, paper_language

_PARTS = 3
"""Side, name and office of a signatory."""


class SignatoriesField(LinesField):
    """Those who signed, one a line: side; name; office."""

    def clean(self, value: Any) -> tuple[Signatory, ...]:  # type: ignore[override]
        found = []
        for line in super().clean(value):
            parts = [part.strip() for part in line.replace("；", ";").split(";", _PARTS - 1)]
            if len(parts) < _PARTS - 1:
                why = _("“%(line)s” names no side. Write: side; name; office.")
                raise forms.ValidationError(why, "line", {"line": line})
            try:
                found.append(Signatory(*parts))
            except VerbaleError as fault:
                raise forms.ValidationError(sentence(fault)) from fault
        return tuple(found)


class ProgrammeForm(Form):
    """What a programme is recorded with."""

    partner = forms.ChoiceField(label=_("Partner"))
    text = forms.ChoiceField(
        label=_("Programme agreed here"), required=False,
        help_text=_("Its articles hold principles and conditions. Leave it empty for a programme on paper."),
    )  # fmt: skip
    agreement = forms.ChoiceField(
        label=_("Agreement on paper that it stands under"), required=False, help_text=_("An instrument recorded here.")
    )
    agreement_text = forms.ChoiceField(label=_("Or the agreement as a text agreed here"), required=False)
    signatories = SignatoriesField(
        label=_("Signatories of the agreement"), help_text=_("One a line: side; name; office held on that day.")
    )
    years = forms.IntegerField(label=_("Years of the agreement"), required=False, min_value=1)
    begins = ImpreciseField(label=_("Begins"), required=False)
    ends = ImpreciseField(label=_("Ends"), required=False, help_text="")
    supplement_by = ImpreciseField(label=_("To be supplemented by, as agreed"), required=False, help_text="")
    own_supplement_by = ImpreciseField(
        label=_("Our own date for the supplement"), required=False, help_text=_("The partner does not see it.")
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        add_texts(self, "titles", _("Title"), languages_of(request))
        self.order_fields(["partner", *[name for name in self.fields if name.startswith("titles_")]])
        agreed = list(seen(Text, request.user).exclude(in_force="").select_related("partner"))
        self.choose("partner", partner_choices(request.user))
        self.choose("text", _named([each for each in agreed if each.text_kind == TextKind.PROGRAMME]))
        self.choose("agreement_text", _named([each for each in agreed if each.text_kind != TextKind.PROGRAMME]))
        self.choose("agreement", list(seen(Instrument, request.user).values_list("pk", "title")))

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", "—"), *choices] if not field.required else choices  # type: ignore[attr-defined]


class SupplementForm(Form):
    agreed = ImpreciseField(label=_("To be supplemented by, as agreed"), required=False)
    own = ImpreciseField(
        label=_("Our own date for the supplement"), required=False, help_text=_("The partner does not see it.")
    )


class ConditionsForm(Form):
    transfer = LinesField(
        label=_("Principles of transfer"), max_length=20_000, help_text=_("One a line, as the paper has them.")
    )
    conditions = LinesField(
        label=_("General conditions"), max_length=20_000, help_text=_("One a line, as the paper has them.")
    )

    def held(self) -> list[Condition]:
        return [Condition(what, text) for what in Term for text in self.cleaned_data[what.value]]


class ComplexForm(Form):
    number = forms.IntegerField(label=_("Number"), min_value=1)
    sector = forms.CharField(label=_("Sector"), max_length=200)
    supplemented_on = DateField(label=_("Added by a supplement on"), required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        add_texts(self, "titles", _("Title"), languages_of(request))


class SheetForm(Form):
    sheet = forms.FileField(
        label=_("List of complexes"), max_length=200,
        help_text=_("CSV in UTF-8 with the columns number, sector, title (or title-zh …), ours, theirs; or JSON."),
    )  # fmt: skip
    supplemented_on = DateField(label=_("Added by a supplement on"), required=False)


def _named(rows: list[Text]) -> list[tuple[str, str]]:
    return [(each.pk, f"{each.partner.code}: {each.title(paper_language())}") for each in rows]
