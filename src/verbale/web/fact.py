"""The facts a line is decided on: what our catalogue knows, what an officer stated, and a form for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import holding
from verbale.engines.rules.supply import ITEM_INPUTS, SupplyInput
from verbale.kernel.canonical import Json
from verbale.records.request import OrderLine
from verbale.web.line_act import LineForm
from verbale.web.words import fact_name, shown

CATALOGUE, STATED, MARKS, ORDER = _("our catalogue"), _("stated by an officer"), _("received marks"), _("the order")
REQUEST = ("partner", "form", "route", "batch", "purpose")
MARKED = "bound by"
"""What only the marks on the files can say."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact by name, its value as shown (“unknown” for none), and where it comes from (empty if unknown)."""

    name: str
    value: str
    source: str
    known: bool


def of_catalogue(line: OrderLine) -> dict[str, Json]:
    """What our catalogue knows of the item; nothing for one that was only cited."""
    return holding.facts_of_offered(line.order.partner, [line.item]).get(line.item, {}) if line.item else {}


def told(line: OrderLine) -> list[Fact]:
    """Every fact a rulebook may ask for, as it would be asked now."""
    asked, catalogued = decisions.facts_of(line), of_catalogue(line)
    names = [each.name for each in ITEM_INPUTS] + list(REQUEST)
    return [_fact(name, asked.get(name), catalogued) for name in names]


def _fact(name: str, value: Json, catalogued: dict[str, Json]) -> Fact:
    if value is None:
        return Fact(fact_name(name), shown(None), "", False)
    source = ORDER if name in REQUEST else MARKS if name == MARKED else STATED
    if catalogued.get(name) is not None and name != MARKED:
        source = CATALOGUE
    return Fact(fact_name(name), shown(value, name), str(source), True)


class FactsForm(LineForm):
    """What an officer may state: every fact of the item that our catalogue does not know."""

    def __init__(self, *args: Any, line: OrderLine, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        known = of_catalogue(line)
        for each in ITEM_INPUTS:
            if each.name != MARKED and known.get(each.name) is None:
                self.fields[field_name(each.name)] = _field(each, line.facts.get(each.name))

    def facts(self) -> dict[str, Json]:
        """The facts that differ from what stands; None for one that is unknown now."""
        given = {each.name: _given(each, self.cleaned_data.get(field_name(each.name))) for each in ITEM_INPUTS}
        return {name: value for name, value in given.items() if value != self.line.facts.get(name)}


def field_name(fact: str) -> str:
    """The name of a fact's field: ``publisher_class``."""
    return fact.replace(" ", "_")


def _field(each: SupplyInput, value: Json) -> forms.Field:
    label, unknown = fact_name(each.name), ("", shown(None))
    common: dict[str, Any] = {"label": label, "required": False, "initial": value}
    if each.type == "boolean":
        spelled = "" if value is None else str(value).lower()
        choices = [unknown, ("true", shown(True)), ("false", shown(False))]
        return forms.ChoiceField(**{**common, "initial": spelled}, choices=choices)
    if each.type == "number":
        return forms.IntegerField(**common, min_value=1, max_value=9999)
    if each.values:
        return forms.ChoiceField(**common, choices=[unknown, *((one, shown(one, each.name)) for one in each.values)])
    return forms.CharField(**common, max_length=300)


def _given(each: SupplyInput, value: Any) -> Json:
    if value in (None, ""):
        return None
    given: Json = value == "true" if each.type == "boolean" else value
    return given
