"""Trying a rulebook: facts in a form, and the verdict with the rules it rests on and why the others do not apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import policy_draft as drafts
from verbale.engines.rules import Fact, Missed, Model, Prepared, Record, Value, Verdict, prepare, read_model
from verbale.engines.rules.cases.value import NoValue, read_value
from verbale.engines.rules.dmn.graft import grafted
from verbale.engines.rules.facts import NoFact, to_json, to_value
from verbale.engines.rules.feel.types import Constrained, Simple, Type
from verbale.engines.rules.feel.write import literal
from verbale.kernel.errors import VerbaleError
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.web import rulebook_words, words
from verbale.web.access import for_roles, one
from verbale.web.form import Form
from verbale.web.policy import READERS
from verbale.web.refusal import page, refused_on
from verbale.web.rulebook import anchors, tables

LONGEST_FACT = 2_000
HINTS = {
    "number": _("A number."), "date": _("A date, such as 1963-05-01."), "time": _("A time, such as 14:30:00."),
    "date and time": _("A date and time, such as 1963-05-01T14:30:00."),
    "days and time duration": _("A duration, such as P3DT4H."),
    "years and months duration": _("A duration, such as P1Y6M."),
}  # fmt: skip
"""How a fact is written, by its type; texts need no telling."""
_TEXTS = re.compile(r'\s*"[^"\\]*"(\s*,\s*"[^"\\]*")*\s*')
_TEXT = re.compile(r'"([^"\\]*)"')


class FactsForm(Form):
    """A field for each input of a rulebook, and which of its decisions is asked; an empty field is a fact unknown."""

    edited = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, model: Model, *args: Any) -> None:
        super().__init__(*args)
        self.auto_id = "try-%s"
        self.inputs = model.inputs
        names = [each.name for each in (*model.final, *(one for one in model.decisions if one not in model.final))]
        if len(names) > 1:
            self.fields["decision"] = forms.ChoiceField(label=_("Decision"), choices=[(each, each) for each in names])
        for at, each in enumerate(self.inputs):
            self.fields[f"fact{at}"] = _field(each.name, each.type)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.facts: dict[str, Value] = {}
        for at, each in enumerate(self.inputs):
            text = given.get(f"fact{at}") or ""
            try:
                self.facts[each.name] = read_value(text, each.type) if text else None
            except NoValue as fault:
                self.add_error(f"fact{at}", rulebook_words.why(str(fault)))
        return given


def _field(name: str, kind: Type) -> forms.Field:
    common: dict[str, Any] = {"label": words.fact_name(name), "required": False}
    values = _values(kind)
    if values:
        choices = [("", words.shown(None)), *((each, words.shown(read_value(each, kind), name)) for each in values)]
        return forms.ChoiceField(**common, choices=choices)
    called = kind.base if isinstance(kind, Constrained) else kind
    hint = HINTS.get(called.name, "") if isinstance(called, Simple) else ""
    return forms.CharField(**common, max_length=LONGEST_FACT, help_text=hint)


def _values(kind: Type) -> list[str]:
    """What a fact of this type may be, as a cell of a table of cases writes it; empty where that is no short list."""
    if kind == Simple("boolean"):
        return ["true", "false"]
    if isinstance(kind, Constrained) and kind.base == Simple("string") and _TEXTS.fullmatch(kind.text):
        return [f'"{each}"' for each in _TEXT.findall(kind.text)]
    return []


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as the page tells it: outputs by name, the rules it rests on, the others with the first reason."""

    decision: str
    identifier: str
    anchor: str
    outputs: tuple[tuple[str, str], ...]
    record: Record
    missed: tuple[tuple[int, str], ...]


def told(verdict: Verdict, model: Model) -> list[Told]:
    """The decision that was asked, then those it rests on."""
    names, identifiers = anchors(model), {each.name: each.id for each in model.decisions}
    return [
        Told(
            each.decision,
            identifiers.get(each.decision, ""),
            names.get(each.decision, ""),
            _outputs(each),
            each,
            _missed(each),
        )
        for each in (verdict, *reversed(verdict.required))
    ]


def _missed(record: Record) -> tuple[tuple[int, str], ...]:
    """Each rule that did not decide, with the first reason."""
    return tuple((each.rule, _why(each)) for each in record.missed)


def _why(missed: Missed) -> str:
    if not missed.column:
        return rulebook_words.why(missed.why)
    met = words.shown(to_json(missed.met), missed.column)
    told = {"fact": words.fact_name(missed.column), "met": met, "cell": missed.cell}
    return _t("%(fact)s: %(met)s; the cell asks for %(cell)s") % told


def _outputs(record: Record) -> tuple[tuple[str, str], ...]:
    found = record.outputs if isinstance(record.outputs, dict) else {record.decision: record.outputs}
    return tuple((words.fact_name(name), words.answered(to_json(value), name)) for name, value in found.items())


def query_of(model: Model, facts: Mapping[str, Fact]) -> str:
    """What an address of this page says after its question mark, to ask of these facts; unknown ones are left out."""
    types = {each.name: (at, each.type) for at, each in enumerate(model.inputs)}
    told = {f"fact{types[name][0]}": _written(fact, types[name][1]) for name, fact in facts.items() if name in types}
    return urlencode({name: text for name, text in told.items() if text})


def _written(fact: Fact, kind: Type) -> str:
    try:
        return "" if fact is None else literal(to_value(fact, kind))
    except NoFact:
        return ""


def facts_form(model: Model, request: HttpRequest | None = None) -> FactsForm:
    """The form of a rulebook's facts, filled in where it was sent."""
    return FactsForm(model, *((request.POST if request.method == "POST" else request.GET,) if request else ()))


@for_roles(*READERS)
def try_draft(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyDraft, identifier, request.user, "policy", "drafted_by")
    return _page(request, shown, {"draft": shown})


@for_roles(*READERS)
def try_version(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(PolicyVersion, identifier, request.user, "policy")
    return _page(request, shown, {"version": shown})


def _page(request: HttpRequest, shown: PolicyDraft | PolicyVersion, context: dict[str, Any]) -> HttpResponse:
    empty = Form(request.POST or None)
    try:
        data = bytes(shown.rulebook)
        edited = request.POST.get("edited", "").encode()
        if edited and isinstance(shown, PolicyDraft):
            data = _edited(data, edited, shown.file_name)
        book = prepare(read_model(data, name=shown.file_name))
    except VerbaleError as fault:
        with refused_on(_bound(empty)):
            raise fault
        return _told(request, {**context, "form": empty})
    context["tables"] = tables(book.model)
    form = facts_form(book.model, request if request.method == "POST" or request.GET else None)
    if form.is_valid():
        with refused_on(form):
            context["told"] = told(_decided(book, form), book.model)
    return _told(request, {**context, "form": form})


def _bound(form: Form) -> Form:
    form.is_bound = True
    return form


def _edited(data: bytes, edited: bytes, name: str) -> bytes:
    if len(edited) > drafts.MOST:
        raise drafts.TooLong(name=name, size=len(edited), most=drafts.MOST)
    return grafted(data, edited, name=name)


def _decided(book: Prepared, form: FactsForm) -> Verdict:
    return book.decide(form.facts, form.cleaned_data.get("decision") or None, explain=True)


def _told(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    if getattr(request, "htmx", False):
        # htmx shows nothing of an answer whose status is that of a refusal.
        return render(request, "web/rulebook_editor/verdict.html", context)
    return page(request, "web/rulebook_editor/try.html", context)


urlpatterns = [
    path("policy-drafts/<str:identifier>/try", try_draft, name="policy-draft-try"),
    path("policy-versions/<str:identifier>/try", try_version, name="policy-version-try"),
]
