"""What pages about commitments share: who reads them, the names of their states in time, where a sentence stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle.commitment_date import Timing
from verbale.domain.spine.text_record import revision_of
from verbale.records.commitment import Commitment
from verbale.records.person import Role
from verbale.records.report import Report
from verbale.records.text import Text
from verbale.web.shell import own_name, paper_language

READERS = (Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)
AROUND = 160
"""Characters of a report shown before and after the sentence."""

TIMINGS: dict[str, str] = {
    Timing.OVERDUE: pgettext_lazy("commitment in time", "Overdue"),
    Timing.DUE: pgettext_lazy("commitment in time", "Due"),
    Timing.NOT_YET: pgettext_lazy("commitment in time", "Not yet due"),
    Timing.UNDATED: pgettext_lazy("commitment in time", "Without a date"),
    Timing.DONE: pgettext_lazy("commitment in time", "Nothing awaited"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence a commitment comes from: what it stands in, its address there, and its words by language.

    Of a report ``before`` and ``after`` are what stands around it.
    """

    title: str
    place: str
    address: str
    said: tuple[tuple[str, str, str], ...] = ()
    """Code of a language, what it calls itself, and the words."""
    before: str = ""
    after: str = ""


def text_place(text: str, revision: str, article: str) -> str:
    """The address of an article in one revision of a text."""
    return f"{reverse('text-revision', args=[text, revision])}#article-{quote(article)}"


def report_place(report: str, start: int | None, end: int | None) -> str:
    """The address of a place in a report, counted in characters; of the report where no place is known."""
    if start is None or end is None:
        return reverse("report", args=[report])
    return f"{reverse('report-text', args=[report])}?at={start}&to={end}#place"


def sentence_of(row: Commitment) -> Sentence | None:
    """Where a commitment was written; None if nowhere."""
    if row.agreed is not None:
        return sentence_in_text(row.agreed, row.revision, row.article)
    if row.report is not None:
        return sentence_in_report(row.report, row.start, row.end)
    return None


def sentence_in_text(text: Text, revision: str, article: str) -> Sentence:
    found = revision_of(text, revision).article(article)
    words = found.text if found else {}
    said = tuple((language, own_name(language), str(words[language])) for language in words)
    place = _t("article %(number)s") % {"number": article}
    return Sentence(text.title(paper_language()), place, text_place(text.pk, revision, article), said)


def sentence_in_report(report: Report, start: int | None, end: int | None) -> Sentence:
    address = report_place(report.pk, start, end)
    if start is None or end is None:
        return Sentence(report.title, "", address)
    place = _t("characters %(start)s to %(end)s") % {"start": start, "end": end}
    said = ((report.language, own_name(report.language), report.text[start:end]),)
    before, after = report.text[max(start - AROUND, 0) : start], report.text[end : end + AROUND]
    return Sentence(report.title, place, address, said, before, after)


def may_act(viewer: Any) -> bool:
    """Whether the viewer works on commitments, not only reads of them."""
    return Role.DESK in viewer.roles
