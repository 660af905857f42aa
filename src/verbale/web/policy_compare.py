"""Two versions or drafts of a policy side by side: what came, went or changed, rule by rule and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from verbale.engines.rules import Model
from verbale.engines.rules.compare import CellPair, Change, DecisionPair, Head, RulePair, compare
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.records.policy import Policy, PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.web import words
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.policy import READERS
from verbale.web.refusal import page
from verbale.web.rulebook import HITS

CHANGES: dict[Change, str] = {
    Change.SAME: pgettext_lazy("rule", "same"),
    Change.ADDED: pgettext_lazy("rule", "added"),
    Change.REMOVED: pgettext_lazy("rule", "removed"),
    Change.CHANGED: pgettext_lazy("rule", "changed"),
}
HEADS: dict[Head, str] = {
    Head.VALUES: pgettext_lazy("column", "values"),
    Head.TYPE: pgettext_lazy("column", "type"),
    Head.DEFAULT: pgettext_lazy("column", "where no rule applies"),
}
Body = PolicyVersion | PolicyDraft


@dataclass(frozen=True, slots=True)
class Row:
    """A rule that is not the same: what it is called on either side, what became of it, and its differing cells."""

    before: int
    after: int
    change: Change
    word: str
    was: tuple[tuple[str, str], ...]
    is_now: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as the page shows it; ``same`` are the numbers of the rules that are the same.

    ``heads`` are a column, what its head says otherwise, and that before and afterwards.
    """

    pair: DecisionPair
    word: str
    columns: tuple[tuple[str, str, str], ...]
    heads: tuple[tuple[str, str, str, str], ...]
    hits: tuple[str, str]
    rows: tuple[Row, ...]
    same: str


class ChooseForm(Form):
    """Which two are compared."""

    def __init__(self, choices: list[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        for name, label in (("one", _("Before")), ("other", _("Afterwards"))):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Policy, identifier, request.user)
    known = bodies(shown, request)
    choices = [(name, label) for name, (label, _body) in known.items()]
    form = ChooseForm(choices, {**_usual(known), **request.GET.dict()})
    context: dict[str, Any] = {"policy": shown, "form": form, "few": len(known) < 2}
    if form.is_valid():
        (one_label, before), (other_label, after) = (known[form.cleaned_data[name]] for name in ("one", "other"))
        found = compare(_model(before), _model(after))
        context |= {
            "labels": (one_label, other_label),
            "addresses": (_address(before), _address(after)),
            "same": found.same,
            "decisions": [_shown(each) for each in found.decisions],
            "asked": [(words.fact_name(name), was, is_now) for name, was, is_now in found.request],
            "facts": [(words.fact_name(name), was, is_now) for name, was, is_now in found.facts],
        }
    return page(request, "web/policy/compare.html", context)


def bodies(policy: Policy, request: HttpRequest) -> dict[str, tuple[str, Body]]:
    """By what an address calls them, all versions and the drafts that are none, the newest first."""
    versions = seen(PolicyVersion, request.user).filter(policy=policy).order_by("-number").defer("rulebook")
    drafting = seen(PolicyDraft, request.user).filter(policy=policy, version=None).order_by("-number")
    drafts = drafting.without_files()  # type: ignore[attr-defined]
    told: dict[str, tuple[str, Body]] = {
        f"draft-{each.number}": (_t("Draft %(number)s") % {"number": each.number}, each) for each in drafts
    }
    return told | {
        f"version-{each.number}": (_t("Version %(number)s") % {"number": each.number}, each) for each in versions
    }


def _usual(bodies: dict[str, tuple[str, Body]]) -> dict[str, str]:
    """What is compared where nothing was chosen: the newest of all with the newest version before it."""
    names = list(bodies)
    versions = [name for name in names[1:] if name.startswith("version")] or names[-1:]
    return {"one": versions[0], "other": names[0]} if names else {}


def _model(body: Body) -> Model:
    return read_leniently(bytes(body.rulebook), name=body.file_name).model


def _address(body: Body) -> str:
    return reverse("policy-version" if isinstance(body, PolicyVersion) else "policy-draft", args=[body.pk])


def _shown(pair: DecisionPair) -> Shown:
    columns = tuple(
        (words.fact_name(each.name), str(CHANGES[each.change]), each.change)
        for each in pair.columns
        if each.change is not Change.SAME
    )
    rows = tuple(_row(each) for each in pair.rules if each.change is not Change.SAME or each.moved)
    same = ", ".join(str(each.after) for each in pair.rules if each.change is Change.SAME and not each.moved)
    meanings = {hit.value: str(text) for hit, text in HITS.items()}
    before, after = (f"{hit} – {meanings[hit]}" if hit else "" for hit in pair.hits)
    heads = tuple((words.fact_name(one.column.name), str(HEADS[one.head]), one.before, one.after) for one in pair.heads)
    return Shown(pair, str(CHANGES[pair.change]), columns, heads, (before, after), rows, same)


def _row(rule: RulePair) -> Row:
    word = str(CHANGES[rule.change])
    if rule.moved:
        moved = pgettext("rule", "moved")
        word = moved if rule.change is Change.SAME else f"{word}, {moved}"
    told = rule.changed if rule.before and rule.after else rule.cells
    was, is_now = (tuple(_said(told, side)) for side in (rule.before and "before", rule.after and "after"))
    return Row(rule.before, rule.after, rule.change, word, was, is_now)


def _said(cells: tuple[CellPair, ...], side: str | int) -> Iterator[tuple[str, str]]:
    """The cells of one side with what they are called; of a whole rule, those that say anything."""
    for cell in cells if side else ():
        text = getattr(cell, str(side))
        if cell.differs and text is not None:
            yield words.fact_name(cell.column.name), text


urlpatterns = [path("policies/<str:identifier>/compare", show, name="policy-compare")]
