"""The form in which our memorandum is written, as it stands: its titles and its rows, fresh or as they were sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import pgettext

from verbale.domain.cycle import statute
from verbale.domain.cycle.memorandum_content import MOST_ITEMS, Content, Item
from verbale.domain.cycle.memorandum_version import content_of
from verbale.domain.cycle.statute import OTHER, Statute
from verbale.domain.cycle.words import LONGEST_LINE, MOST_LANGUAGES
from verbale.kernel.errors import NotFound
from verbale.records.memorandum import Memorandum
from verbale.records.record import in_language
from verbale.records.session import Session
from verbale.web.access import seen
from verbale.web.form import Form
from verbale.web.memorandum_rows import Choices, ItemForm, RowForm, SupplementForm, Words, count, rearranged
from verbale.web.shell import languages_of, own_name, paper_language

KINDS = ("items", "rows", "papers")
"""The rows of each kind: of the agenda, of the schedule, supplements; their counts are sent under these names."""


class HeadForm(Form):
    """The title in each language, and which draft it is that is changed."""

    changes = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)
    languages = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, codes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = tuple(codes)
        for code in self.codes:
            told = {"what": pgettext("name", "Title"), "language": own_name(code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_t("%(what)s in %(language)s") % told, required=False, max_length=LONGEST_LINE,
                widget=forms.TextInput({"lang": code}),
            )  # fmt: skip

    def titles(self) -> dict[str, str]:
        found = {code: self.cleaned_data[f"title_{code}"] for code in self.codes}
        return {code: words for code, words in found.items() if words.strip()}


class Writing:
    """The form as it stands; ``first`` is what it begins from, ``changes`` the draft that it changes, if it does."""

    def __init__(self, request: HttpRequest, session: Session, first: Content | None, changes: str) -> None:
        self.posted = request.POST
        self.do = self.posted.get("do", "save") if request.method == "POST" else "start"
        self.first = first
        mandate = mandate_of(session)
        self.languages = self._languages(first, mandate.languages if mandate else languages_of(request))
        kinds: dict[str, Callable[..., Words]] = {
            "items": partial(ItemForm, self.languages, duty_choices(mandate), their_items(session, request.user)),
            "rows": partial(RowForm, self.languages), "papers": partial(SupplementForm, self.languages),
        }  # fmt: skip
        self.head = self._head(changes)
        self.forms = {name: self._rows(name, kind) for name, kind in kinds.items()}

    @property
    def saving(self) -> bool:
        return self.do == "save"

    def _languages(self, first: Content | None, usual: Iterable[str]) -> tuple[str, ...]:
        """Those of the mandate, or of our office, and every other that is used."""
        used = [*usual]
        if first is not None:
            said = [first.titles, *(one.title for one in first.agenda), *(one.want for one in first.agenda)]
            said += [one.what for one in first.schedule] + [one.title for one in first.supplements]
            used += [code for words in said for code in words]
        return tuple(dict.fromkeys(used))[:MOST_LANGUAGES]

    def _head(self, changes: str) -> HeadForm:
        if self.saving:
            return HeadForm(self.languages, self.posted)
        initial: dict[str, Any] = {"changes": changes}
        if self.first is not None:
            initial |= {f"title_{code}": words for code, words in self.first.titles.items()}
        return HeadForm(self.languages, initial=initial | self.posted.dict())

    def _rows(self, name: str, kind: Callable[..., Words]) -> list[Any]:
        if self.do == "start":
            return [kind(initial=row, prefix=f"{name}{at}") for at, row in enumerate(self._fresh(name))]
        sent = [kind(self.posted, prefix=f"{name}{at}") for at in range(count(self.posted, name))]
        if self.saving:
            return sent
        act, _sign, which = self.do.partition("-")
        where, _sign, place = which.partition("-")
        typed = [{field: row[field].value() for field in row.fields} for row in sent]
        moved = rearranged(typed, act, place) if where == name else typed
        return [kind(initial=row, prefix=f"{name}{at}") for at, row in enumerate(moved)]

    def _fresh(self, name: str) -> list[dict[str, Any]]:
        if self.first is None:
            return [{}]
        parts: dict[str, Any] = {
            "items": map(ItemForm.start, self.first.agenda), "rows": map(RowForm.start, self.first.schedule),
            "papers": map(SupplementForm.start, self.first.supplements),
        }  # fmt: skip
        return list(parts[name])

    def is_valid(self) -> bool:
        """Whether every field holds what it can hold; rows into which nobody wrote anything are passed over."""
        rows = [row for name in KINDS for row in self.forms[name] if not row.blank]
        sound = [row.is_valid() for row in rows]
        if self.head.is_valid() and all(sound):
            return True
        if not all(sound):
            self.head.add_error(None, _t("Some rows cannot be taken; each says why."))
        return False

    def content(self) -> Content:
        """What was written. Raises BadMemorandum, BadWords, NoDate."""
        read = {name: tuple(row.read() for row in self.forms[name] if not row.blank) for name in KINDS}
        return Content(self.head.titles(), read["items"], read["rows"], read["papers"])

    def context(self) -> dict[str, Any]:
        """What the page is made of."""
        full = {name: len(rows) >= MOST_ITEMS for name, rows in self.forms.items()}
        return {"form": self.head, **self.forms, "full": full}


def mandate_of(session: Session) -> Statute | None:
    """The statute in force, if there is one."""
    try:
        return statute.in_force(session.commission)
    except NotFound:
        return None


def duty_choices(mandate: Statute | None) -> Choices:
    """The duties of the mandate, and other issues where they may be put on the agenda (S13)."""
    language = paper_language()
    duties = [(one.number, f"{one.number}. {_short(one.title(language))}") for one in mandate.duties] if mandate else []
    other = [(OTHER, _t("Other issues that both sides deem necessary"))]
    return [*duties, *(other if mandate is None or mandate.terms.other_issues else [])]


def their_items(session: Session, viewer: Any) -> Choices:
    """The items that the other side told, by identity, in the words of its last version."""
    rows = seen(Memorandum, viewer).filter(session=session, side=session.commission.partner.code)
    found: dict[str, Item] = {item.id: item for row in rows.order_by("version") for item in content_of(row).agenda}
    return [(one.id, _short(in_language(dict(one.title), paper_language()))) for one in found.values()]


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rstrip() + "…"
