"""Which column of a table holds what: proposed from its headings, and confirmed by a person before the import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from verbale.engines.catalogue import MAPPED_FORMS, ColumnMapping, NoMapping, Proposal, propose_mapping
from verbale.journeys import work
from verbale.kernel.errors import WrongUse
from verbale.records import files
from verbale.records.document import StoredFile
from verbale.records.person import Role
from verbale.web import words
from verbale.web.access import for_roles
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

ROWS = 3
"""First rows that the page shows."""
_MOST_COLUMNS = 200
_SALT = "verbale.import.mapping"
_A_DAY = 24 * 60 * 60


class TooLate(WrongUse):
    """This page is older than a day, or is not the one that was shown. Choose the file again."""


class TooWide(WrongUse):
    """The table has {columns} columns; {most} can be told apart here. Give a table with fewer, or import it at the
    terminal: verbale catalogue mapping FILE."""


class MappingForm(Form):
    """One choice a column, named ``column_0`` … in the order of the table, and what parts the values of a list."""

    asked = forms.CharField(widget=forms.HiddenInput())
    separator = forms.CharField(
        label=_("What parts several values in one cell"), max_length=8, required=False, strip=False,
        help_text=_("For example a semicolon between creators. Empty: a cell is one value."),
    )  # fmt: skip

    def __init__(self, proposed: Proposal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        held = {column: name for name, columns in proposed.mapping.items() for column in columns}
        self.fields["separator"].initial = proposed.separator
        for at, column in enumerate(proposed.columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column or _("Column without a heading"), required=False, initial=held.get(column, ""),
                choices=[("", _("not used")), *words.MAPPED.items()],
            )  # fmt: skip

    def columns(self) -> list[tuple[Any, list[str]]]:
        """Each column's field with what stands in it in the first rows."""
        return [
            (self[f"column_{at}"], [row.get(column, "")[:200] for row in self.proposed.rows[:ROWS]])
            for at, column in enumerate(self.proposed.columns)
        ]

    def clean(self) -> dict[str, Any]:
        """Puts the mapping together; a table needs a title."""
        given: dict[str, list[str]] = {}
        for at, column in enumerate(self.proposed.columns):
            if name := self.cleaned_data.get(f"column_{at}"):
                given.setdefault(name, []).append(column)
        try:
            columns = {name: tuple(held) for name, held in given.items()}
            self.cleaned_data["mapping"] = ColumnMapping(columns, self.cleaned_data.get("separator", ""))
        except NoMapping:
            raise forms.ValidationError(_("Choose the column that holds the title.")) from None
        return self.cleaned_data


def is_needed(file: StoredFile, form: str) -> bool:
    """Whether the file is a table or JSON lines, said or told by its content."""
    if form:
        return form in MAPPED_FORMS
    try:
        _proposed(file, form)
    except NoMapping:
        return False
    return True


def ask(request: HttpRequest, file: StoredFile, given: Mapping[str, str]) -> HttpResponse:
    """The page with the proposal; what was given so far goes with it, signed."""
    asked = signing.dumps({"file": file.pk, "by": request.user.pk, **given}, salt=_SALT, compress=True)
    form = MappingForm(_proposed(file, given["form"]), initial={"asked": asked})
    return page(request, "web/holding/mapping.html", {"form": form, "name": given["name"]})


@for_roles(Role.DESK)
def confirm(request: HttpRequest) -> HttpResponse:
    """Asks for the import under the mapping that was confirmed."""
    given = _given(request)
    file = get_object_or_404(StoredFile, pk=given.pop("file"))
    form = MappingForm(_proposed(file, given["form"]), request.POST)
    if form.is_valid():
        with refused_on(form):
            job = work.ask_import(
                file=file,
                mapping=form.cleaned_data["mapping"],
                **given,
                by=request.user,
                at=now(),  # type: ignore[arg-type]
            )
            return redirect("job", job.pk)
    return page(request, "web/holding/mapping.html", {"form": form, "name": given["name"]})


def _given(request: HttpRequest) -> dict[str, str]:
    try:
        given: dict[str, str] = signing.loads(request.POST.get("asked", ""), salt=_SALT, max_age=_A_DAY)
    except (signing.BadSignature, json.JSONDecodeError):
        raise TooLate from None
    if given.pop("by") != request.user.pk:
        raise TooLate
    return given


def _proposed(file: StoredFile, form: str) -> Proposal:
    with files.read(file.sha256) as stream:
        _, proposed = propose_mapping(stream, name="", form=form or None)
    if len(proposed.columns) > _MOST_COLUMNS:
        raise TooWide(columns=len(proposed.columns), most=_MOST_COLUMNS)
    return proposed
