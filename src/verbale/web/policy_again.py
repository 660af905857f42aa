"""Past decisions under a policy taken again by another version, a draft or a file: how many would be otherwise.

What is uploaded for it is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import past_decisions
from verbale.domain.cycle.past_decisions import Change, TakenAgain, Way
from verbale.domain.spine import policy as policies
from verbale.domain.spine.fact_words import OUTCOMES
from verbale.engines import rules
from verbale.kernel.deadline import Deadline
from verbale.kernel.errors import VerbaleError
from verbale.records.decision import Decision
from verbale.records.policy import Policy, PolicyVersion
from verbale.web.access import for_roles, one
from verbale.web.form import DateField, Form
from verbale.web.moment import today
from verbale.web.policy import READERS_OF_DECISIONS
from verbale.web.policy_compare import Body, bodies
from verbale.web.policy_draft_act import small
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.rulebook_words import basis
from verbale.web.words import answered, fact_name

ROWS = 50
AT_ONCE = 5_000
"""Decisions that a page takes again, the newest; the terminal takes all of them."""
SECONDS = 10.0
"""After these a page takes no other decision again: a rulebook may need a second for each."""
ANY = "any"
CHANGES: dict[Change, str] = {
    Change.OUTCOME: pgettext_lazy("decision", "another outcome"),
    Change.CONDITIONS: pgettext_lazy("decision", "other conditions"),
    Change.BASIS: pgettext_lazy("decision", "only other words of its basis"),
    Change.SAME: pgettext_lazy("decision", "the same"),
    Change.NOT_ASKED: pgettext_lazy("decision", "cannot be asked"),
}


class AgainForm(Form):
    """Whose decisions are taken again, by what, and of which days."""

    def __init__(self, choices: list[tuple[str, str]], data: dict[str, Any]) -> None:
        super().__init__(data)
        taken = [(ANY, _("any version")), *(each for each in choices if each[0].startswith("version"))]
        self.fields["taken"] = forms.ChoiceField(label=_("Decided under"), choices=taken)
        self.fields["under"] = forms.ChoiceField(label=_("Taken again under"), choices=choices)
        self.fields["since"] = DateField(label=_("From"), required=False)
        self.fields["until"] = DateField(label=_("Until"), required=False)
        self.fields["standing"] = forms.BooleanField(label=_("Only those that stand"), required=False)


class FileForm(AgainForm):
    """The same by a rulebook that is no draft yet."""

    def __init__(self, choices: list[tuple[str, str]], data: dict[str, Any], files: Any = None) -> None:
        super().__init__(choices, data)
        self.files = files or {}
        del self.fields["under"]
        field = forms.FileField(label=_("Rulebook"), help_text=_("A DMN file, version 1.1 to 1.5."), max_length=200)
        self.fields = {"rulebook": small(field), **self.fields}
        self.auto_id = "file-%s"


@dataclass(frozen=True, slots=True)
class Row:
    """A decision that would be otherwise, as the page tells it."""

    decision: Decision
    word: str
    differences: tuple[tuple[str, str, str], ...]
    rules: tuple[int, ...]
    clauses: tuple[str, ...]
    why_not: str


@for_roles(*READERS_OF_DECISIONS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    policy = one(Policy, identifier, request.user)
    found = bodies(policy, request)
    choices = [(name, label) for name, (label, _body) in found.items()]
    asked = {**_usual(found), **request.GET.dict(), **request.POST.dict()}
    chosen, by_file = AgainForm(choices, asked), FileForm(choices, asked, request.FILES)
    form = by_file if request.method == "POST" else chosen
    context: dict[str, Any] = {"policy": policy, "form": form, "chosen": chosen, "by_file": by_file, "none": not found}
    context["uploaded"] = form is by_file
    if form.is_valid():
        with refused_on(form, "rulebook" if form is by_file else None):
            label, prepared = _uploaded(form) if form is by_file else _named(found[form.cleaned_data["under"]])
            context |= {"under": label, **_taken_again(request, policy, found, form.cleaned_data, prepared)}
    return page(request, "web/policy/again.html", context)


def _usual(found: dict[str, tuple[str, Body]]) -> dict[str, str]:
    """What is asked where nothing was chosen: the newest that can decide, and the decisions of the last year."""
    since = (today() - timedelta(days=365)).isoformat()
    return {
        "taken": ANY,
        "under": next((name for name, (_, body) in found.items() if _decides(body)), ""),
        "since": since,
    }


def _uploaded(form: Form) -> tuple[str, rules.Prepared]:
    """The rulebook of a file, and what it is called."""
    file = form.cleaned_data["rulebook"]
    return file.name, rules.prepare(policies.check_rulebook(file.read(), file.name))


def _named(chosen: tuple[str, Body]) -> tuple[str, rules.Prepared]:
    label, body = chosen
    return label, _prepared(body)


def _taken_again(
    request: HttpRequest, policy: Policy, found: dict[str, tuple[str, Body]], asked: dict[str, Any],
    prepared: rules.Prepared,
) -> dict[str, Any]:  # fmt: skip
    version = None if asked["taken"] == ANY else found[asked["taken"]][1]
    assert version is None or isinstance(version, PolicyVersion)
    days: dict[str, date | None] = {name: asked[name] for name in ("since", "until")}
    person: Any = request.user
    taken = past_decisions.taken(by=person, policy=policy, version=version, standing=asked["standing"], **days)
    again = past_decisions.again(taken[:AT_ONCE], prepared, until=Deadline.after(SECONDS))
    at_once = ROWS if request.method != "POST" else max(len(again.differing), 1)
    rows = Paginator(again.differing, at_once).get_page(request.GET.get("page"))
    return {
        "again": again, "ways": [_way(each) for each in again.ways], "page": rows,
        "rows": [_row(each) for each in rows], "older": taken.count() - again.looked_at,
    }  # fmt: skip


def _decides(body: Body) -> bool:
    """Whether a version or a draft can be asked; a draft may still have cells that nobody can read."""
    try:
        _prepared(body)
    except VerbaleError:
        return False
    return True


def _prepared(body: Body) -> rules.Prepared:
    if isinstance(body, PolicyVersion):
        return policies.prepared(body)
    return rules.prepare(policies.check_rulebook(bytes(body.rulebook), body.file_name))


def _answer(value: object, name: str) -> str:
    return basis(str(value)) if name == "basis" and value else answered(value, name)


def _way(way: Way) -> dict[str, Any]:
    words = {name: str(OUTCOMES[name]) for name in (way.before, way.after) if name}
    return {"way": way, "before": words[way.before], "after": words.get(way.after, ""), "word": CHANGES[way.change]}


def _row(one: TakenAgain) -> Row:
    told = tuple(
        (fact_name(name), _answer(then, name), _answer(now, name)) for name, (then, now) in one.differences.items()
    )
    why_not = sentence(one.why_not) if one.why_not else ""
    return Row(one.decision, str(CHANGES[one.change]), told, one.rules, one.clauses, why_not)


urlpatterns = [path("policies/<str:identifier>/again", show, name="policy-again")]
