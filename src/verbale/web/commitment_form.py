"""Recording a commitment by hand, from an article or a report's sentence; what its form has in common with others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import commitment as commitments
from verbale.domain.cycle import sentence as sentences
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.domain.cycle.words import LONGEST_ENTRY, LONGEST_LINE
from verbale.records.commitment import Bound, CommitmentPart, CommitmentState, PartIn
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.programme import Complex
from verbale.records.report import MarkedSentence, Report
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.commitment_shown import Sentence, sentence_in_report, sentence_in_text
from verbale.web.form import Form, partner_choices
from verbale.web.imprecise import ImpreciseField
from verbale.web.instrument import LinesField
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import paper_language

PARTS = {
    "in_charge": (PartIn.IN_CHARGE, _("In charge")),
    "participants": (PartIn.PARTICIPANT, _("Participates")),
    "leading": (PartIn.LEADING, _("Leading expert")),
    "coordinator": (PartIn.COORDINATOR, _("Coordinates")),
    "controls": (PartIn.CONTROLS, _("Controls")),
}
"""The fields in which people name who takes part, with what their names have to do."""
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_LONGEST_LIST = 40_000


class MembersForm(Form):
    """Who takes part, one a line; a subject after a bar."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_part, label) in PARTS.items():
            self.fields[name] = LinesField(
                label=label,
                max_length=_LONGEST_LIST,
                help_text=_("One a line; a subject follows after a bar: Name | Subject."),
            )

    def members(self) -> list[Member]:
        """Everybody named, by what they have to do."""
        return [Member.read(part, line) for name, (part, _label) in PARTS.items() for line in self.cleaned_data[name]]


class ContentForm(MembersForm):
    """All that a commitment says."""

    number = forms.CharField(label=_("Number"), max_length=40, help_text=_("As in its source: 2, 2a, III.4."))
    text = forms.CharField(
        label=_("In words"), max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sentence as its source has it."),
    )  # fmt: skip
    bound = forms.ChoiceField(label=_("Binds"), choices=Bound.choices)
    due = ImpreciseField(label=_("Date agreed"), required=False)
    due_as_written = forms.CharField(
        label=_("Date agreed, as written"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("In the paper's words."),
    )
    own_due = ImpreciseField(
        label=_("Our own date"), required=False,
        help_text=_("Ours alone, before the one agreed: what is due is counted by it. The partner does not see this."),
    )  # fmt: skip
    stages = LinesField(
        label=_("Milestones"), max_length=_LONGEST_LIST,
        help_text=_("One a line: what | date | date as written. Such as: Proposals | 1987-06 | in June"),
    )  # fmt: skip
    order = ("partner", "number", "text", "bound", *PARTS, "due", "due_as_written", "own_due", "stages", "complex")

    def __init__(self, viewer: Any, partner: Party | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["complex"] = complex_field(viewer, partner)
        self.order_fields(self.order)

    def given(self) -> dict[str, Any]:
        """What was given, as the verbs take it."""
        kept = {name: self.cleaned_data[name] for name in ("number", "text", "bound", *_DATES)}
        return kept | {
            "members": self.members(), "stages": [Stage.read(line) for line in self.cleaned_data["stages"]],
            "sector_complex": self.cleaned_data["complex"],
        }  # fmt: skip


_DATES = ("due", "due_as_written", "own_due")


class RecordForm(ContentForm):
    """A commitment with a partner."""

    proposal = forms.BooleanField(
        label=_("Only a proposal: it is confirmed later"), required=False,
        help_text=_("A conclusion that our side has not adopted yet can only be proposed."),
    )  # fmt: skip

    def __init__(self, viewer: Any, partner: Party | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, partner, *args, **kwargs)
        if partner is None:
            self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=partner_choices(viewer))
        self.order_fields((*self.order, "proposal"))


def complex_field(viewer: Any, partner: Party | None) -> forms.ModelChoiceField:
    """Under which complex of a programme it is sorted, of those with this partner."""
    rows = seen(Complex, viewer).select_related("programme__partner")
    rows = rows.filter(programme__partner=partner) if partner else rows
    field = forms.ModelChoiceField(
        label=_("Complex of a programme"), queryset=rows, required=False, empty_label=_("none")
    )
    field.label_from_instance = _complex_name  # type: ignore[method-assign]
    return field


def _complex_name(row: Any) -> str:
    language = paper_language()
    return f"{row.programme.partner.code} {row.programme.title(language)}: {row.number}. {row.title(language)}"


@for_roles(Role.DESK)
def record(request: HttpRequest) -> HttpResponse:
    """A fresh commitment; ``?text=&article=``, or ``?report=&at=10-50``, says from where; ``?sentence=`` which marked
    sentence it takes up."""
    source, shown = _source(request)
    marked = _marked(request)
    partner = source.text.partner if source.text else None
    form = RecordForm(request.user, partner, request.POST or None, initial=_initial(source, shown))
    if form.is_valid():
        with refused_on(form):
            with_whom = partner or one(Party, form.cleaned_data["partner"], request.user)
            state = CommitmentState.PROPOSED if form.cleaned_data["proposal"] else CommitmentState.OPEN
            with transaction.atomic():
                made = commitments.record(
                    partner=with_whom, source=source, state=state, by=request.user, at=now(), **form.given()  # type: ignore[arg-type]
                )  # fmt: skip
                if marked is not None and state is CommitmentState.OPEN:
                    sentences.take_up(sentence=marked, commitment=made, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("commitment", made.pk)
    return page(request, "web/commitment/record.html", {"form": form, "sentence": shown, "partner": partner})


def _source(request: HttpRequest) -> tuple[Source, Sentence | None]:
    """Where the commitment is written, by the address of the page."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("text", "article", "report", "at")}
    if asked["text"]:
        text = one(Text, asked["text"], request.user, "partner")
        source = Source(text, text.in_force, asked["article"])
        return source, sentence_in_text(text, source.revision, source.article)
    marked = _marked(request)
    if not (asked["report"] or marked):
        return Source(), None
    report = marked.report if marked else one(Report, asked["report"], request.user)
    found = _PLACE.fullmatch(asked["at"])
    place = (marked.start, marked.end) if marked else (int(found[1]), int(found[2])) if found else (None, None)
    source = Source(report=report, start=place[0], end=place[1])
    return source, sentence_in_report(report, *place)


def _marked(request: HttpRequest) -> MarkedSentence | None:
    asked = request.GET.get("sentence", "").replace("\0", "")
    return one(MarkedSentence, asked, request.user, "report") if asked else None


def _initial(source: Source, shown: Sentence | None) -> dict[str, str]:
    """The words of the source, in the reader's language where it has them, and its number."""
    if shown is None or not shown.said:
        return {}
    by_language = {code: words for code, _name, words in shown.said}
    return {"number": source.article, "text": by_language.get(paper_language(), shown.said[0][2])}


def members_of(parts: Iterable[CommitmentPart]) -> dict[str, str]:
    """Who takes part, as the form shows them."""
    parts = list(parts)
    return {name: _lines(one for one in parts if one.part == part) for name, (part, _label) in PARTS.items()}


def _lines(parts: Iterable[CommitmentPart]) -> str:
    return "\n".join(str(Member(PartIn(one.part), one.who, one.subject)) for one in parts)


urlpatterns = [
    path("commitments/record", record, name="commitment-record"),
]
