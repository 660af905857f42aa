"""The rows of a memorandum's form: items of the agenda, rows of the schedule, supplements; each in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.cycle.memorandum_content import (
    LONGEST_HOUR,
    MOST_ITEMS,
    MOST_PAGES,
    Item,
    Row,
    Supplement,
)
from verbale.domain.cycle.words import LONGEST_CODE, LONGEST_TEXT
from verbale.kernel.identifier import new_identifier
from verbale.web.form import Form
from verbale.web.imprecise import AS_KNOWN, ImpreciseField
from verbale.web.shell import own_name

Choices = Sequence[tuple[str, str]]


class Words(Form):
    """A row with words in each language."""

    parts: tuple[str, ...] = ()
    """The fields that stand once for each language."""

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)

    def add_words(self, name: str, label: str, rows: int) -> None:
        """A field for each language; called ``label``, with the language's own name."""
        for code in self.languages:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=_t("%(what)s in %(language)s") % {"what": label, "language": own_name(code)}, required=False,
                max_length=LONGEST_TEXT, widget=forms.Textarea({"lang": code, "rows": rows}),
            )  # fmt: skip

    def columns(self) -> list[list[Any]]:
        """By language: the fields of its words."""
        return [[self[f"{part}_{code}"] for part in self.parts] for code in self.languages]

    def alone(self) -> list[Any]:
        """The fields that stand once."""
        by_language = {field.name for column in self.columns() for field in column}
        return [field for field in self.visible_fields() if field.name not in by_language]

    def said(self, part: str) -> dict[str, str]:
        """What was given by language, without the empty ones."""
        found = {code: self.cleaned_data.get(f"{part}_{code}", "") for code in self.languages}
        return {code: words for code, words in found.items() if words.strip()}

    @property
    def blank(self) -> bool:
        """Whether nobody wrote anything into it."""
        return not any(str(self[name].value() or "").strip() for name in self.asked())

    def asked(self) -> list[str]:
        """The fields that one of them must fill, if the row is to count."""
        return [f"{part}_{code}" for part in self.parts for code in self.languages]


class ItemForm(Words):
    """An item of the agenda."""

    parts = ("title", "want")
    id = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)
    duty = forms.ChoiceField(label=_("Duty of the mandate"))

    def __init__(self, languages: Sequence[str], duties: Choices, others: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(languages, *args, **kwargs)
        self.add_words("title", pgettext("agenda", "Item"), 2)
        self.add_words("want", _t("What we want of it"), 2)
        self.fields["duty"].choices = list(duties)  # type: ignore[attr-defined]
        self.fields["same_as"] = forms.ChoiceField(
            label=_("One with their item"), required=False, choices=[("", _t("none")), *others]
        )

    def read(self) -> Item:
        given = self.cleaned_data
        return Item(
            self.said("title"), given["duty"], self.said("want"), given["same_as"], given["id"] or new_identifier()
        )

    @staticmethod
    def start(item: Item) -> dict[str, Any]:
        named = {"id": item.id, "duty": item.duty, "same_as": item.same_as}
        return named | _flat("title", item.title) | _flat("want", item.want)


class RowForm(Words):
    """A row of the schedule."""

    parts = ("what",)
    on = ImpreciseField(label=_("When"), help_text=AS_KNOWN)
    at = forms.CharField(label=_("Hour or place"), required=False, max_length=LONGEST_HOUR)

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(languages, *args, **kwargs)
        self.add_words("what", pgettext("schedule", "What is done"), 2)

    def asked(self) -> list[str]:
        return [*super().asked(), "on", "at"]

    def read(self) -> Row:
        return Row(self.cleaned_data["on"], self.said("what"), self.cleaned_data["at"])

    @staticmethod
    def start(row: Row) -> dict[str, Any]:
        return {"on": row.on, "at": row.at} | _flat("what", row.what)


class SupplementForm(Words):
    """A supplement; its paper is attached once the draft is saved."""

    parts = ("title",)
    language = forms.CharField(
        label=_("Language of the paper"), required=False, max_length=LONGEST_CODE,
        help_text=_("Its code, such as ru."), widget=forms.TextInput({"size": 6}),
    )  # fmt: skip
    pages = forms.IntegerField(label=_("Pages"), min_value=0, max_value=MOST_PAGES, required=False)

    def __init__(self, languages: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(languages, *args, **kwargs)
        self.add_words("title", _t("Title of the paper"), 2)

    def asked(self) -> list[str]:
        return [*super().asked(), "language", "pages"]

    def read(self) -> Supplement:
        return Supplement(self.said("title"), self.cleaned_data["language"], self.cleaned_data["pages"] or 0)

    @staticmethod
    def start(paper: Supplement) -> dict[str, Any]:
        return {"language": paper.language, "pages": paper.pages} | _flat("title", paper.title)


def _flat(part: str, said: Mapping[str, str]) -> dict[str, str]:
    return {f"{part}_{code}": words for code, words in said.items()}


def count(posted: Mapping[str, Any], name: str) -> int:
    """How many rows of a kind a form was sent with."""
    given = str(posted.get(name, ""))
    return min(int(given), MOST_ITEMS) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def rearranged(rows: list[dict[str, Any]], act: str, place: str) -> list[dict[str, Any]]:
    """The rows after one more was added, or the one in a place was removed or moved: ``add``, ``remove``, ``up``,
    ``down``."""
    if act == "add":
        return [*rows, {}][:MOST_ITEMS]
    at = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else -1
    if not 0 <= at < len(rows):
        return rows
    row, rest = rows[at], rows[:at] + rows[at + 1 :]
    if act == "remove":
        return rest
    to = max(at - 1, 0) if act == "up" else at + 1
    return [*rest[:to], row, *rest[to:]]
