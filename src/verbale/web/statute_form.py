"""A statute's settings and duties as a form: fields by kind, filled from an example or from what stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.cycle.statute import (
    COSTS,
    DUTY,
    EVERY_LANGUAGE,
    FORCES,
    HOSTS,
    INTERIM,
    MOST_DELEGATES,
    MOST_SESSIONS,
    NO_LANGUAGE,
    TERMS,
    Duty,
    Span,
    Terms,
)
from verbale.engines import agreement
from verbale.kernel.errors import VerbaleError
from verbale.web import statute_words as words
from verbale.web.form import DateField, Form
from verbale.web.refusal import sentence
from verbale.web.shell import own_name

UNITS = [("D", _("days")), ("W", _("weeks")), ("M", _("months")), ("Y", _("years"))]
_NUMBERED = re.compile(r"(\w{1,12})[.)、．]\s*(.*)", re.S)


class SpanWidget(forms.MultiWidget):
    """A number and its unit; a time of several units is one more choice, as it stands."""

    use_fieldset = True

    def __init__(self) -> None:
        number = forms.NumberInput({"min": 0, "max": 999, "aria-label": _("Number")})
        super().__init__([number, forms.Select({"aria-label": _("Unit")}, UNITS)])

    def decompress(self, value: str | None) -> list[Any]:
        if not value:
            return [None, "D"]
        named = [unit for unit, _label in UNITS if Span(value).part(unit)] or ["D"]
        return [Span(value).part(named[0]), named[0]] if len(named) == 1 else [None, value]


class SpanField(forms.MultiValueField):
    """A length of time of a statute, as ISO 8601 writes it."""

    widget = SpanWidget

    def __init__(self, **kwargs: Any) -> None:
        number = forms.IntegerField(min_value=0, max_value=999, required=False)
        self.unit = forms.CharField(max_length=20)
        super().__init__(fields=(number, self.unit), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> str:
        number, unit = (*data_list, None, None)[:2]
        if unit in dict(UNITS):
            if number is None:
                raise forms.ValidationError(_t("Give a number; 0 for none."))
            return f"P{number}{unit}"
        try:
            return Span(str(unit or "")).iso
        except VerbaleError as fault:
            raise forms.ValidationError(sentence(fault)) from fault


class StatuteForm(Form):
    """The settings of a statute, its words by language, its duties by language, and what goes with the proposal."""

    delegates = forms.IntegerField(label=_("Delegates of each side, at least"), min_value=1, max_value=MOST_DELEGATES)
    least = forms.IntegerField(label=_("Sessions a year, at least"), min_value=1, max_value=MOST_SESSIONS)
    most = forms.IntegerField(label=_("Sessions a year, at most"), min_value=1, max_value=MOST_SESSIONS)
    host = forms.ChoiceField(label=words.LABELS["host"])
    first_host = forms.ChoiceField(label=_("Who hosts the first session, if by turns"), required=False)
    agenda = SpanField(label=_("Agenda told before the first day"))
    memorandum = SpanField(label=_("Memorandum told before the first day"))
    delegation = SpanField(label=_("Delegation named before the first day"))
    minutes = SpanField(label=_("Minutes concluded after the last day"))
    report = SpanField(label=_("Our report after the last day"))
    prevails = forms.ChoiceField(label=words.LABELS["prevails"])
    force = forms.ChoiceField(label=words.LABELS["force"], choices=[(one, words.FORCES[one]) for one in FORCES])
    costs = forms.ChoiceField(label=words.LABELS["costs"], choices=[(one, words.COSTS[one]) for one in COSTS])
    interim = forms.ChoiceField(label=words.LABELS["interim"], choices=[(one, words.INTERIM[one]) for one in INTERIM])
    other_issues = forms.BooleanField(label=_("Both sides may admit issues beside the duties"), required=False)
    other_duty = forms.CharField(
        label=_("Number of the duty under which such issues fall"), required=False, max_length=20
    )
    respond_by = DateField(label=_("Answer awaited by"), required=False, help_text=_("Without a day: in 30 days."))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The partner reads it; it is signed with the proposal."),
    )  # fmt: skip

    def __init__(self, languages: tuple[str, ...], sides: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        self._choose("host", [*((one, words.HOSTS[one]) for one in HOSTS), *((one, one) for one in sides)])
        self._choose("first_host", [("", _t("the side whose code comes first")), *((one, one) for one in sides)])
        named = [(one, own_name(one)) for one in languages]
        self._choose("prevails", [(one, words.PREVAILS[one]) for one in (EVERY_LANGUAGE, NO_LANGUAGE)] + named)
        self._keep_compound_spans()
        for code in languages:
            self._add_texts(code)
        texts = [f"{part}_{code}" for part in ("title", "words", "duties") for code in languages]
        self.order_fields([*(name for name in self.fields if name not in (*texts, "respond_by", "note")), *texts])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def _keep_compound_spans(self) -> None:
        """A time such as P1M2W stays a choice of its field, so that saving the form does not change it."""
        for name in (*words.BEFORE, *words.AFTER):
            widget: Any = self.fields[name].widget
            kept = str(self.initial.get(name, ""))
            if kept and widget.decompress(kept)[1] == kept:
                widget.widgets[1].choices = [*UNITS, (kept, words.span(Span(kept)))]

    def _add_texts(self, code: str) -> None:
        told = {"language": own_name(code)}
        self.fields[f"title_{code}"] = forms.CharField(
            label=_t("%(what)s in %(language)s") % {"what": pgettext("name", "Title"), **told}, max_length=1000,
            widget=forms.TextInput({"lang": code}),
        )  # fmt: skip
        self.fields[f"words_{code}"] = forms.CharField(
            label=_t("The settings in words, %(language)s") % told, max_length=100_000,
            widget=forms.Textarea({"lang": code, "rows": 5}),
            help_text=_("Change these words together with the settings above: both sides sign them."),
        )  # fmt: skip
        self.fields[f"duties_{code}"] = forms.CharField(
            label=_t("The duties, %(language)s") % told, required=False, max_length=100_000,
            widget=forms.Textarea({"lang": code, "rows": 10}),
            help_text=_("Each begins with its number and a dot; an empty line stands between two."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        numbers = {code: [each for each, _words in duties_in(given.get(f"duties_{code}", ""))] for code in
                   self.languages}  # fmt: skip
        first = self.languages[0]
        for code, found in numbers.items():
            if found != numbers[first]:
                self.add_error(f"duties_{code}", _t("The duties have other numbers than in %(language)s.")
                               % {"language": own_name(first)})  # fmt: skip
        if given.get("other_duty") and given["other_duty"] not in numbers[first]:
            self.add_error("other_duty", _t("No duty has this number."))
        return given

    def terms(self, commission: str) -> Terms:
        """The settings. Raises BadStatute."""
        given = self.cleaned_data
        spans = {name: Span(given[name]) for name in (*words.BEFORE, *words.AFTER)}
        first = given["first_host"] if given["host"] == "alternating" else ""
        named = ("delegates", "host", "prevails", "force", "costs", "interim", "other_issues")
        return Terms(
            commission, sessions=(given["least"], given["most"]), first_host=first, **spans,
            **{name: given[name] for name in named},
        )  # fmt: skip

    def by_language(self, part: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}

    def duties(self) -> list[Duty]:
        """The duties in their order, each in every language."""
        by_code = {code: duties_in(self.cleaned_data[f"duties_{code}"]) for code in self.languages}
        other = self.cleaned_data["other_duty"]
        rows = zip(*by_code.values(), strict=True)
        return [
            Duty(row[0][0], dict(zip(by_code, (text for _number, text in row), strict=True)), other=row[0][0] == other)
            for row in rows
        ]


def duties_in(typed: str) -> list[tuple[str, str]]:
    """Number and words of each duty; one without a number has its place for it."""
    found = []
    for place, part in enumerate(
        filter(None, (each.strip() for each in re.split(r"\r?\n[ \t]*\r?\n", typed))), start=1
    ):
        numbered = _NUMBERED.fullmatch(part)
        found.append((numbered[1], numbered[2].strip()) if numbered else (str(place), part))
    return found


def initial_of(revision: agreement.Revision, terms: Terms) -> dict[str, Any]:
    """What the form holds at first, for a statute that is to be changed."""
    names = (*words.LABELS, "other_issues")
    start: dict[str, Any] = {name: getattr(terms, name) for name in names}
    start |= {name: getattr(terms, name).iso for name in (*words.BEFORE, *words.AFTER)}
    start |= {"least": terms.sessions[0], "most": terms.sessions[1]}
    duties = revision.with_role(DUTY)
    start["other_duty"] = next((one.identifier for one in duties if one.facts.get("other") is True), "")
    said = next(iter(revision.with_role(TERMS)), None)
    for code in revision.languages:
        start[f"title_{code}"] = revision.title.get(code, "")
        start[f"words_{code}"] = _in(said.text, code) if said else ""
        start[f"duties_{code}"] = "\n\n".join(f"{one.identifier}. {_in(one.text, code)}" for one in duties)
    return start


def _in(texts: Mapping[str, str], code: str) -> str:
    return texts.get(code, "")
