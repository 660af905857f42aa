"""The form in which a revision is written, as it stands: its head and its rows, fresh or as they were sent."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.engines import agreement
from verbale.kernel.canonical import read_json
from verbale.records.text import Text, TextKind
from verbale.web.form import DateField, Form, partner_choices
from verbale.web.revision_file import RevisionField, revision_in
from verbale.web.shell import languages_of, own_name
from verbale.web.text_rows import (
    MOST,
    MOST_LANGUAGES,
    ArticleForm,
    bound_rows,
    fresh_rows,
    rearranged,
    rows_of,
    typed_rows,
)

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


class HeadForm(Form):
    """What stands above the articles, and until when an answer is awaited."""

    languages = forms.CharField(
        label=_("Languages"), max_length=60,
        help_text=_("Codes with commas between, such as en, zh. Changing them keeps what you typed."),
    )  # fmt: skip
    respond_by = DateField(label=_("Answer awaited by"), required=False, help_text=_("Without a day: in 30 days."))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The partner reads it; it is signed with the proposal."),
    )  # fmt: skip
    file = RevisionField(
        label=_("Or from a file"), required=False, max_length=200,
        help_text=_("JSON, or the plain form. Then what stands in the rows is passed over."),
    )  # fmt: skip

    def __init__(self, languages: tuple[str, ...], *args: Any, viewer: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in languages:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_t("%(what)s in %(language)s")
                % {"what": pgettext("name", "Title"), "language": own_name(code)},
                required=False, max_length=1000, widget=forms.TextInput({"lang": code}),
            )  # fmt: skip
        if new:
            self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=partner_choices(viewer))
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices)
        titles = [f"title_{code}" for code in languages]
        self.order_fields(["partner", "kind", "languages", *titles, "respond_by", "note", "file"])


class Writing:
    """A form as it stands: the head and the rows, fresh or as they were sent."""

    def __init__(self, request: HttpRequest, about: Text | None, first: agreement.Revision | None) -> None:
        self.request, self.about = request, about
        self.posted = request.POST
        self.do = self.posted.get("do", "") if request.method == "POST" else "start"
        if self.do in ("edit", "propose"):
            first = _content(request)
        self.revision = first
        self.languages = self._languages()

    def _languages(self) -> tuple[str, ...]:
        if "languages" in self.posted and self.do not in ("edit", "propose"):
            return codes_in(self.posted["languages"])
        if self.revision is not None:
            return codes_in(",".join(self.revision.languages))
        return codes_in(",".join(languages_of(self.request)))

    @property
    def rearranging(self) -> bool:
        """Whether the rows are only moved, and nothing is checked yet."""
        return self.do.partition("-")[0] in ("add", "remove", "up", "down", "languages")

    def head(self) -> HeadForm:
        new = self.about is None
        if self.do == "review":
            return HeadForm(self.languages, self.posted, self.request.FILES, viewer=self.request.user, new=new)
        initial: dict[str, Any] = {"languages": ", ".join(self.languages)}
        if self.revision is not None and not self.rearranging:
            initial |= {f"title_{code}": words for code, words in self.revision.title.items()}
            initial["kind"] = self.revision.kind
        if self.request.method == "POST":
            initial = {**initial, **{name: value for name, value in self.posted.items() if name != "languages"}}
        return HeadForm(self.languages, initial=initial, viewer=self.request.user, new=new)

    def rows(self) -> list[ArticleForm]:
        if self.do == "review":
            return bound_rows(self.posted, self.languages)
        if self.rearranging:
            typed = typed_rows(self.posted, self.languages)
            return fresh_rows(rearranged(typed, self.do), self.languages)
        if self.revision is not None:
            return fresh_rows(rows_of(self.revision)[:MOST], self.languages)
        return fresh_rows([{"identifier": "1"}, {"identifier": "2"}], self.languages)

    def written(self, head: HeadForm, rows: list[ArticleForm]) -> agreement.Revision:
        """The revision that was typed, or that the file holds."""
        given = head.cleaned_data
        if given["file"]:
            return revision_in(given["file"].read())
        titles = {code: given[f"title_{code}"] for code in self.languages}
        kind = self.about.text_kind if self.about else given["kind"]
        return agreement.Revision(
            kind, self.languages, {code: words for code, words in titles.items() if words.strip()},
            tuple(agreement.Article.of_json(row.article()) for row in rows),
        )  # fmt: skip


def _content(request: HttpRequest) -> agreement.Revision:
    return agreement.Revision.of_json(read_json(request.POST.get("content", "").encode(), "a revision"))


def codes_in(given: str) -> tuple[str, ...]:
    """The codes of languages in what was typed, each once; English where there is none."""
    codes = [code for one in dict.fromkeys(given.split(",")) if _CODE.fullmatch(code := one.strip())]
    return tuple(dict.fromkeys(codes[:MOST_LANGUAGES])) or ("en",)
