"""A report's text by sentences: marking any of them, and holding those marked against what was concluded (S121)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import sentence as sentences
from verbale.engines.report import Sentence, sentences_of
from verbale.records.commitment import Commitment
from verbale.records.person import Role
from verbale.records.report import Mark, MarkedSentence, Report
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told
from verbale.web.report import conclusions, may_write
from verbale.web.text_shown import READERS

A_PAGE = 150
"""Sentences of a page of the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as the text shows it: what stands before it, its words as they stand there, its marks, and the
    conclusions that begin with it. ``found`` where it is the place that was asked for."""

    before: str
    words: str
    start: int
    end: int
    marks: list[MarkedSentence]
    concluded: list[Commitment]
    found: bool
    first: bool


class MarkForm(Form):
    """What a sentence is."""

    mark = forms.ChoiceField(label=_("What it is"), choices=Mark.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class TakeUpForm(Form):
    """Which conclusion takes a sentence up."""

    def __init__(self, report: Report, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ModelChoiceField(
            label=_("Conclusion that takes it up"), empty_label=_("Choose …"),
            queryset=conclusions(report, viewer).exclude(state__in=sentences.NOT_CONCLUDED),
        )  # fmt: skip
        field.label_from_instance = lambda row: f"{row.number}. {row.text[:100]}"  # type: ignore[method-assign, assignment, attr-defined]
        self.fields["commitment"] = field


@for_roles(*READERS)
def text(request: HttpRequest, identifier: str) -> HttpResponse:
    report = one(Report, identifier, request.user)
    split = sentences_of(report.text)
    at, to = _asked(request.GET.get("at", "")), _asked(request.GET.get("to", ""))
    wanted = request.GET.get("page") or _page_of(split, at)
    shown = Paginator(split, A_PAGE).get_page(wanted)
    marked: dict[tuple[int, int], list[MarkedSentence]] = {}
    for each in seen(MarkedSentence, request.user).filter(report=report):
        marked.setdefault((each.start, each.end), []).append(each)
    context = {
        "report": report,
        "page": shown,
        "pieces": list(_pieces(report, shown.object_list, marked, list(conclusions(report, request.user)), at, to)),
        "marked": bool(marked),
        "may_write": may_write(request),
    }
    return page(request, "web/report/text.html", context)


def _asked(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else None


def _page_of(split: tuple[Sentence, ...], at: int | None) -> int:
    """The page of the text on which a place stands."""
    before = sum(each.end <= at for each in split) if at is not None else 0
    return before // A_PAGE + 1


def _pieces(
    report: Report, split: Any, marked: dict[tuple[int, int], list[MarkedSentence]], rows: list[Commitment],
    at: int | None, to: int | None,
) -> Iterator[Piece]:  # fmt: skip
    last, found = split[0].start if split else 0, False
    for each in split:
        here = at is not None and each.end > at and each.start < (to if to is not None else at + 1)
        begins = [row for row in rows if row.start is not None and last <= row.start < each.end]
        yield Piece(
            report.text[last : each.start], report.text[each.start : each.end], each.start, each.end,
            marked.get((each.start, each.end), []), begins, here, here and not found,
        )  # fmt: skip
        last, found = each.end, found or here


@for_roles(Role.DESK)
def mark(request: HttpRequest, identifier: str, start: int, end: int) -> HttpResponse:
    report = one(Report, identifier, request.user)
    form = MarkForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            sentences.mark(report=report, start=start, end=end, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect(place_of(report.pk, start, end))
    context = {
        "report": report, "form": form, "words": report.text[start:end], "back": place_of(report.pk, start, end),
        "before": report.text[max(0, start - 300) : start], "after": report.text[end : end + 300],
        "marks": seen(MarkedSentence, request.user).filter(report=report, start=start, end=end),
    }  # fmt: skip
    return page(request, "web/report/mark.html", context)


def place_of(report: str, start: int, end: int) -> str:
    """The address of a place in the text of a report."""
    return f"{reverse('report-text', args=[report])}?at={start}&to={end}#place"


@for_roles(Role.DESK)
@require_POST
def unmark(request: HttpRequest, identifier: str) -> HttpResponse:
    marked = one(MarkedSentence, identifier, request.user)
    with told(request):
        sentences.unmark(sentence=marked, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect(place_of(marked.report_id, marked.start, marked.end))


@for_roles(*READERS)
def held(request: HttpRequest, identifier: str) -> HttpResponse:
    """The marked sentences held against the conclusions, those that none takes up first."""
    report = one(Report, identifier, request.user)
    found = sentences.held_against(report)
    context = {
        "report": report,
        "open": [each for each in found if each.taken_up_by is None],
        "taken": [each for each in found if each.taken_up_by is not None],
        "may_write": may_write(request),
    }
    return page(request, "web/report/sentences.html", context)


@for_roles(Role.DESK)
def take_up(request: HttpRequest, identifier: str) -> HttpResponse:
    marked = one(MarkedSentence, identifier, request.user, "report")
    started = {"commitment": request.GET.get("commitment", "")}
    form = TakeUpForm(marked.report, request.user, request.POST or None, initial=started)
    if form.is_valid():
        with refused_on(form):
            sentences.take_up(sentence=marked, **form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("report-sentences", marked.report_id)
    return page(request, "web/report/take_up.html", {"report": marked.report, "sentence": marked, "form": form})


@for_roles(Role.DESK)
@require_POST
def let_go(request: HttpRequest, identifier: str) -> HttpResponse:
    marked = one(MarkedSentence, identifier, request.user)
    with told(request):
        sentences.let_go(sentence=marked, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect("report-sentences", marked.report_id)


urlpatterns = [
    path("reports/<str:identifier>/text", text, name="report-text"),
    path("reports/<str:identifier>/text/<int:start>-<int:end>", mark, name="sentence-mark"),
    path("reports/<str:identifier>/sentences", held, name="report-sentences"),
    path("sentences/<str:identifier>/unmark", unmark, name="sentence-unmark"),
    path("sentences/<str:identifier>/take-up", take_up, name="sentence-take-up"),
    path("sentences/<str:identifier>/let-go", let_go, name="sentence-let-go"),
]
