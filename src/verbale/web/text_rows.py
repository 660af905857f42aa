"""A revision as a form: titles, and articles in rows with a column for each language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.engines import agreement
from verbale.engines.agreement import BASIS
from verbale.kernel.canonical import Json
from verbale.web.form import Form
from verbale.web.shell import own_name

MOST = 80
"""Articles that a page takes; longer texts are written as a file."""
MOST_LANGUAGES = 4
"""Languages that a page takes."""


F = TypeVar("F", bound="ArticleForm")


class ArticleForm(Form):
    """One article: identifier, whether it is a basis, heading and text in each language."""

    identifier = forms.CharField(
        label=_("Identifier"), max_length=20, widget=forms.TextInput({"size": 6}),
        help_text=_("It names the article through all revisions: 1, 2a."),
    )  # fmt: skip
    basis = forms.BooleanField(
        label=_("Says scope and form of what is supplied: releases may cite it"), required=False
    )  # fmt: skip
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    """Roles and facts that this form does not show, as JSON."""

    def __init__(self, languages: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for code in languages:
            told = {"language": own_name(code)}
            self.fields[f"heading_{code}"] = forms.CharField(
                label=_t("Heading, %(language)s") % told, required=False, max_length=1000,
                widget=forms.TextInput({"lang": code}),
            )  # fmt: skip
            self.fields[f"text_{code}"] = forms.CharField(
                label=_t("Text, %(language)s") % told, required=False, max_length=200_000,
                widget=forms.Textarea({"lang": code, "rows": 5}),
            )  # fmt: skip

    def columns(self) -> list[tuple[str, Any, Any]]:
        """By language: its code, the field of the heading, the field of the text."""
        return [(code, self[f"heading_{code}"], self[f"text_{code}"]) for code in self.languages]

    def article(self) -> dict[str, Json]:
        """The article as a revision writes it."""
        given = self.cleaned_data
        kept = kept_in(given["kept"])
        roles = [one for one in kept["roles"] if one != BASIS] + ([BASIS] if given["basis"] else [])
        return {
            "identifier": given["identifier"], "heading": self._words("heading"), "text": self._words("text"),
            "roles": roles, "facts": kept["facts"],
        }  # fmt: skip

    def _words(self, part: str) -> dict[str, Json]:
        found = {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}
        return {code: words for code, words in found.items() if words.strip()}


def kept_in(given: str) -> dict[str, Any]:
    """Roles and facts that a row carries along unseen."""
    try:
        read = json.loads(given or "{}")
        return {"roles": list(read.get("roles", [])), "facts": dict(read.get("facts", {}))}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {"roles": [], "facts": {}}


def rows_of(revision: agreement.Revision) -> list[dict[str, Any]]:
    """What the rows of a form hold at first."""
    return [
        {
            "identifier": one.identifier, "basis": BASIS in one.roles,
            "kept": json.dumps({"roles": list(one.roles), "facts": one.as_json()["facts"]}, ensure_ascii=False),
            **{f"heading_{code}": words for code, words in one.heading.items()},
            **{f"text_{code}": words for code, words in one.text.items()},
        }
        for one in revision.articles
    ]  # fmt: skip


def typed_rows(
    posted: Mapping[str, Any], languages: tuple[str, ...], form: Callable[..., ArticleForm] = ArticleForm
) -> list[dict[str, Any]]:
    """What stands in the rows of a form that was sent, whether it is in order or not."""
    return [{name: row[name].value() for name in row.fields} for row in bound_rows(posted, languages, form)]


def bound_rows(
    posted: Mapping[str, Any],
    languages: tuple[str, ...],
    form: Callable[..., F] = ArticleForm,  # type: ignore[assignment]
) -> list[F]:
    """The rows of a form that was sent."""
    return [form(languages, posted, prefix=f"a{number}") for number in range(count(posted))]


def fresh_rows(
    rows: list[dict[str, Any]],
    languages: tuple[str, ...],
    form: Callable[..., F] = ArticleForm,  # type: ignore[assignment]
) -> list[F]:
    """Rows to be filled in, or changed."""
    return [form(languages, initial=row, prefix=f"a{number}") for number, row in enumerate(rows)]


def count(posted: Mapping[str, Any]) -> int:
    given = str(posted.get("articles", ""))
    return min(int(given), MOST) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def rearranged(rows: list[dict[str, Any]], do: str) -> list[dict[str, Any]]:
    """The rows after one more was added, or one was removed or moved: ``add``, ``insert-2`` (before it), ``remove-2``,
    ``up-2``, ``down-2``."""
    act, _sign, place = do.partition("-")
    if act == "add":
        return [*rows, {"identifier": _next(rows)}][:MOST]
    at = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else -1
    if not 0 <= at < len(rows):
        return rows
    row, rest = rows[at], rows[:at] + rows[at + 1 :]
    if act == "remove":
        return rest
    if act == "insert":
        return [*rows[:at], {"identifier": _next(rows)}, *rows[at:]][:MOST] if len(rows) < MOST else rows
    to = max(at - 1, 0) if act == "up" else at + 1
    return [*rest[:to], row, *rest[to:]]


def _next(rows: list[dict[str, Any]]) -> str:
    numbers = [int(name) for row in rows if (name := str(row.get("identifier", ""))).isascii() and name.isdigit()]
    return str(max(numbers, default=0) + 1)
