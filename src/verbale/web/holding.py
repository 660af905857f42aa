"""Our own catalogue: editions, their faults and records, and importing one under a named person's statement."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import descent
from verbale.domain.spine import document
from verbale.engines.catalogue import (
    DISTRIBUTIONS,
    FACTS,
    FORMS,
    ORIGINS,
    PUBLISHER_CLASSES,
    Fault,
    Record,
    facts_in,
    read_records,
)
from verbale.journeys import work
from verbale.kernel.errors import VerbaleError
from verbale.records.holding import Edition, Following, Offer
from verbale.records.job import Job, JobState
from verbale.records.person import Role
from verbale.web import import_mapping, remarks, words
from verbale.web.access import for_roles, one, seen
from verbale.web.export import paths, response
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

A_PAGE = 25
RAW_SHOWN = 20_000
"""Characters of a raw record that a page shows."""

NAMES = {
    "title": pgettext_lazy("bibliographic", "Title"),
    "original_title": _("Title in its own script"), "responsibility": _("Responsibility"),
    "creators": _("Creators"), "original_creators": _("Creators in their own script"), "publisher": _("Publisher"),
    "place": _("Place"), "year": _("Year"), "series": _("Series"), "subjects": _("Subjects"), "isbn": _("ISBN"),
    "issn": _("ISSN"), "control_number": _("Control number"), "local_numbers": _("Local numbers"),
    "variants": _("Other forms of title and names"), "restriction": _("Restriction note"),
    "remarks": _("Remarks on the record"),
}  # fmt: skip
"""How pages call the columns of an edition that describe a record."""


def choices(values: Sequence[str], empty: Any = None) -> list[tuple[str, Any]]:
    """The choices of a field for values that rulebooks know."""
    return ([("", empty)] if empty is not None else []) + [(value, words.VALUES[value]) for value in values]


class ImportForm(Form):
    source = forms.FileField(
        label=_("File of records"),
        help_text=_("MARC (ISO 2709 or MARCXML), RIS, Dublin Core, a table or JSON lines, as its source gave it."),
        max_length=200, error_messages={"empty": _("This file is empty. Ask its source to send it again.")},
    )  # fmt: skip
    form = forms.ChoiceField(
        label=_("What the file is"), required=False,
        choices=lambda: [("", _("told by its content")), *((one, words.FILE_FORMS[one]) for one in FORMS)],
    )  # fmt: skip
    distribution = forms.ChoiceField(
        label=_("Distribution"), choices=lambda: choices(DISTRIBUTIONS, _("Choose …")),
        help_text=_("To whom these items may go at home. A restriction that stands in a record is never overruled."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why you state this, for example where it is written. Your name stays with it."),
    )  # fmt: skip
    origin = forms.ChoiceField(
        label=_("Origin where the tables do not tell"), required=False, choices=lambda: choices(ORIGINS, _("unknown"))
    )
    publisher_class = forms.ChoiceField(
        label=_("Class of publisher where the tables do not tell"), required=False,
        choices=lambda: choices(PUBLISHER_CLASSES, _("unknown")),
    )  # fmt: skip

    follows = forms.ModelChoiceField(
        label=_("Follows"), required=False, queryset=None,
        empty_label=_("none: the first edition of its source"),
        help_text=_("The newest edition of the same source. What the new one lacks leaves partners' catalogues."),
    )  # fmt: skip
    following = forms.ChoiceField(
        label=_("The file holds"), required=False,
        choices=[
            ("", _("everything: it is a whole new issue, or a first edition")),
            (Following.CORRECTIONS, _("corrections only: what it does not name stands")),
        ],
    )  # fmt: skip
    most_may_go = forms.BooleanField(
        label=_("More than half of the records before may be withdrawn"), required=False,
        help_text=_("Otherwise such a file is refused: it looks cut short, or of another source."),
    )  # fmt: skip
    another_source = forms.BooleanField(
        label=_("It is another source, although most of its records are held already"), required=False,
        help_text=_("Otherwise a file that was imported before, or looks like a new issue, is refused."),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"].queryset = seen(Edition, viewer).filter(followers=None)  # type: ignore[attr-defined]
        self.fields["follows"].label_from_instance = edition_name  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was given, but for the file, as ``ask_import`` takes it and as JSON can hold it."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("source", "following")}
        follows = self.cleaned_data["follows"]
        return told | {
            "follows": follows.pk if follows else "",
            "corrections": self.cleaned_data["following"] == Following.CORRECTIONS,
        }


def edition_name(edition: Edition) -> str:
    """An edition as a choice shows it: sources keep their file's name."""
    return f"{edition.name}, {date_format(localtime(edition.imported_at), 'SHORT_DATE_FORMAT')} ({edition.records})"


@for_roles(Role.DESK, Role.AUDITOR)
def editions(request: HttpRequest) -> HttpResponse:
    listed = Paginator(seen(Edition, request.user).select_related("imported_by", "follows"), A_PAGE)
    running = seen(Job, request.user).filter(what=work.IMPORT, state__in=[JobState.WAITING, JobState.RUNNING])
    context = {"page": listed.get_page(request.GET.get("page")), "running": running}
    return page(request, "web/holding/editions.html", context)


@for_roles(Role.DESK)
def import_edition(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.user, request.POST or None, request.FILES or None, initial=_begun(request))
    if form.is_valid():
        given, source = form.given(), form.cleaned_data["source"]
        with refused_on(form):
            file = document.store(source, name=source.name, at=now())
            if import_mapping.is_needed(file, given["form"]):
                return import_mapping.ask(request, file, {"name": source.name, **given})
            job = work.ask_import(file=file, name=source.name, **given, by=request.user, at=now())
            return redirect("job", job.pk)
    return page(request, "web/holding/import.html", {"form": form})


def _begun(request: HttpRequest) -> dict[str, Any]:
    """With what the form of an import begins: what was stated for one that failed, or the edition to be followed."""
    asked = seen(Job, request.user).filter(pk=request.GET.get("again", ""), what=work.IMPORT).first()
    if asked is None:
        return {"follows": request.GET.get("follows", "")}
    told = asked.argument
    return {**told, "following": Following.CORRECTIONS if told["corrections"] else ""}


@for_roles(Role.DESK, Role.AUDITOR)
def edition(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Edition, identifier, request.user, "imported_by", "follows")
    opened = descent.opened(shown)
    query = request.GET.get("q", "").replace("\0", "").strip()
    context = {
        "edition": shown,
        "followed_by": seen(Edition, request.user).filter(follows=shown).first(),
        "summary": opened.summary,
        "remark_kinds": remarks.kinds(opened),
        "distribution": words.shown(shown.distribution),
        "query_here": query,
        "found": opened.search(query, limit=A_PAGE) if query else [],
        "faults": Paginator(opened.summary.faulty, A_PAGE).get_page(request.GET.get("page")),
        "offers": seen(Offer, request.user).filter(editions=shown).select_related("partner"),
    }
    return page(request, "web/holding/edition.html", context)


@for_roles(Role.DESK, Role.AUDITOR)
def export_faults(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """The faults of an edition as a file."""
    opened = descent.opened(one(Edition, identifier, request.user))
    rows = ((fault.offset, fault.length, words.reason(fault.fault)) for fault in opened.faults())
    return response(form, "faults", (_("Byte in the source"), _("Length in bytes"), _("Why")), rows)


@for_roles(Role.DESK, Role.AUDITOR)
def record(request: HttpRequest, identifier: str, number: int) -> HttpResponse:
    shown = one(Edition, identifier, request.user)
    row = descent.opened(shown).row(number)
    raw = bytes(row["raw"])  # type: ignore[call-overload]
    read = _read(raw)
    facts = facts_in(row)
    context = {
        "edition": shown,
        "number": number,
        "row": row,
        "facts": [(words.fact_name(name.replace("_", " ")), words.shown(facts[name])) for name in FACTS],
        "described": [(label, _told(name, row[name])) for name, label in NAMES.items() if row[name]],
        "fields": _fields(read) if read else [],
        "raw": _text(raw[:RAW_SHOWN], read.encoding if read else "utf-8"),
    }
    return page(request, "web/holding/record.html", context)


def _told(name: str, value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    return "\n".join(words.reason(str(one)) if name == "remarks" else str(one) for one in value)


def _read(raw: bytes) -> Record | None:
    """The raw record of MARC; None where it can only be shown as text."""
    try:
        read = next(read_records(io.BytesIO(raw), name="record"), None)
    except VerbaleError:
        return None
    return None if isinstance(read, Fault) else read


def _text(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "replace")
    except LookupError:  # MARC-8 and ISO 5426 are known to libraries only
        return raw.decode("utf-8", "replace")


def _fields(read: Record) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The fields of a record, tag by tag."""
    fields: list[tuple[str, str, list[tuple[str, str]]]] = [("000", "", [("", read.leader)])]
    for tag in sorted(read.content):
        if tag < "010":
            fields.append((tag, "", [("", read.control(tag))]))
        else:
            fields += [(tag, field.indicators.replace(" ", "·"), list(field.subfields)) for field in read.fields(tag)]
    return fields


urlpatterns = [
    path("editions", editions, name="editions"),
    path("editions/import", import_edition, name="edition-import"),
    path("editions/import/mapping", import_mapping.confirm, name="edition-mapping"),
    *paths("editions/<str:identifier>", export_faults, "edition-faults"),
    path("editions/<str:identifier>", edition, name="edition"),
    path("editions/<str:identifier>/records/<int:number>", record, name="edition-record"),
]
