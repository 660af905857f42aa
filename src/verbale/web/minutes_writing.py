"""The form in which minutes are written, as it stands: fresh, from a draft, or as it was sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.cycle import minutes_draft
from verbale.domain.cycle.minutes_outline import Outline
from verbale.domain.spine import party
from verbale.engines import agreement
from verbale.records.text import Text, TextKind
from verbale.web.form import DateField, Form
from verbale.web.minutes_conclusion import bound_in
from verbale.web.minutes_rows import MinutesRow, carry, completed, numbered, ordered, places_anew, row_of, written
from verbale.web.shell import own_name
from verbale.web.text_form import codes_in
from verbale.web.text_rows import MOST, bound_rows, fresh_rows, rearranged, typed_rows

REARRANGING = ("add", "insert", "remove", "up", "down", "order", "number", "languages")


class MinutesHead(Form):
    """What stands above the articles, and until when an answer is awaited."""

    languages = forms.CharField(
        label=_("Languages"), max_length=60,
        help_text=_("Codes with commas between, such as zh, ru. Changing them keeps what you typed."),
    )  # fmt: skip
    respond_by = DateField(label=_("Answer awaited by"), required=False, help_text=_("Without a day: in 30 days."))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The partner reads it; it is signed with the proposal."),
    )  # fmt: skip

    def __init__(self, codes: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in codes:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_t("%(what)s in %(language)s")
                % {"what": pgettext("name", "Title"), "language": own_name(code)},
                required=False, max_length=1000, widget=forms.TextInput({"lang": code}),
            )  # fmt: skip
        carry(self, self.data if self.is_bound else self.initial)

    def titles(self) -> list[Any]:
        """The fields of the title, in their order."""
        return [field for field in self.visible_fields() if field.name.startswith("title_")]


class MinutesWriting:
    """The form of minutes: ``do`` says what is asked of it; nothing that was typed is lost by any of it."""

    def __init__(
        self, request: HttpRequest, about: minutes_draft.About, begin: Callable[[tuple[str, ...]], Outline]
    ) -> None:
        """``begin`` tells what new minutes begin with, or what is to be changed, in the languages asked for."""
        self.request, self.about, self.posted, self.begin = request, about, request.POST, begin
        self.sent = request.method == "POST"
        self.do = self.posted.get("do", "") if self.sent else "start"
        self.draft = minutes_draft.of(about)
        asked = codes_in(self.posted["languages"]) if "languages" in self.posted else ()
        self.first = minutes_draft.outline_of(self.draft) if self.draft else begin(asked)
        self.languages = asked or self.first.languages
        partner = about.partner if isinstance(about, Text) else about.commission.partner
        standing = begin(()).articles if isinstance(about, Text) else ()
        self.sides = list(dict.fromkeys([party.us().code, partner.code, *sorted(bound_in(standing))]))
        self.seen = self.posted.get("seen", minutes_draft.version(self.draft))

    @property
    def rearranging(self) -> bool:
        """Whether the rows are only moved, and nothing is checked yet."""
        return self.do.partition("-")[0] in REARRANGING

    def head(self) -> MinutesHead:
        if self.sent and not self.rearranging and self.do != "edit":
            return MinutesHead(self.languages, self.posted)
        initial: dict[str, Any] = {f"title_{code}": words for code, words in self.first.title.items()}
        if self.draft:
            initial |= {"note": self.draft.note, "respond_by": self.draft.respond_by}
        initial |= {name: value for name, value in self.posted.dict().items() if value} if self.sent else {}
        return MinutesHead(self.languages, initial={**initial, "languages": ", ".join(self.languages)})

    def rows(self) -> list[MinutesRow]:
        if self.sent and self.rearranging:
            return fresh_rows(places_anew(self._rearranged()), self.languages, self._row)
        if self.sent:
            return bound_rows(self.posted, self.languages, self._row)
        given = [row_of(one, self.languages) for one in self.first.articles[:MOST]]
        return fresh_rows(given, self.languages, self._row)

    @property
    def _row(self) -> Callable[..., MinutesRow]:
        """A row, which knows the two sides of the minutes, and whom else they bound before."""
        return partial(MinutesRow, sides=self.sides)

    def _rearranged(self) -> list[dict[str, Any]]:
        typed = typed_rows(self.posted, self.languages, self._row)
        if self.do == "order":
            return ordered(typed)
        if self.do == "number":
            return numbered(typed)
        if self.do == "languages":
            return completed(typed, [row_of(one, self.languages) for one in self.begin(self.languages).articles])
        return [{"role": "conclusion", **row} for row in rearranged(typed, self.do)]

    def outline(self, rows: list[MinutesRow]) -> Outline:
        """What stands in the form, finished or not."""
        titles = {code: said for code in self.languages if (said := self._title(code)).strip()}
        typed = ({name: row[name].value() for name in row.fields} for row in rows)
        return Outline(self.languages, titles, tuple(written(row, self.languages) for row in typed))

    def _title(self, code: str) -> str:
        return self.posted.get(f"title_{code}", "") if self.sent else self.first.title.get(code, "")


def revision_of_outline(outline: Outline) -> agreement.Revision:
    """The revision that is written; refused where it is not finished."""
    articles = tuple(agreement.Article.of_json(one.as_json()) for one in outline.articles)
    return agreement.Revision(TextKind.MINUTES.value, outline.languages, outline.title, articles)
