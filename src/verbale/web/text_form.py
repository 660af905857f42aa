"""Writing a revision: a new text, a change, a counter-proposal, a correction; shown with its hash, then proposed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision, revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.kernel.canonical import read_json
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one, seen
from verbale.web.form import DateField, Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import languages_of
from verbale.web.text import about, shown
from verbale.web.text_rows import (
    MOST,
    MOST_LANGUAGES,
    ArticleForm,
    bound_rows,
    fresh_rows,
    language_name,
    rearranged,
    rows_of,
    typed_rows,
)

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
LARGEST = 4 * 1024 * 1024


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
    file = forms.FileField(
        label=_("Or from a file"), required=False, max_length=200,
        help_text=_("JSON, or the plain form. Then what stands in the rows is passed over."),
    )  # fmt: skip

    def __init__(self, languages: tuple[str, ...], *args: Any, viewer: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in languages:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_t("%(what)s in %(language)s")
                % {"what": pgettext("name", "Title"), "language": language_name(code)},
                required=False, max_length=1000, widget=forms.TextInput({"lang": code}),
            )  # fmt: skip
        if new:
            partners = seen(Party, viewer).filter(is_us=False).values_list("pk", "code")
            self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=list(partners))
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=TextKind.choices)
        titles = [f"title_{code}" for code in languages]
        self.order_fields(["partner", "kind", "languages", *titles, "respond_by", "note", "file"])

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given and given.size > LARGEST:
            raise forms.ValidationError(_t("A revision has at most 4 MB; this file is no revision."))
        return given


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
            given = [one.strip() for one in self.posted["languages"].split(",")]
        elif self.revision is not None:
            given = list(self.revision.languages)
        else:
            given = languages_of(self.request)
        codes = [one for one in dict.fromkeys(given) if _CODE.fullmatch(one)]
        return tuple(codes[:MOST_LANGUAGES]) or ("en",)

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


def revision_in(data: bytes) -> agreement.Revision:
    """The revision that a file holds: as JSON, or in the plain form."""
    if data.lstrip()[:1] == b"{":
        return agreement.Revision.of_json(read_json(data, "a revision"))
    return agreement.read_plain(data)


def _content(request: HttpRequest) -> agreement.Revision:
    return agreement.Revision.of_json(read_json(request.POST.get("content", "").encode(), "a revision"))


@for_roles(Role.DESK)
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, None)


@for_roles(Role.DESK)
def propose(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    asked = request.GET.get("from", "")
    first = revision_of(text, asked) if asked else newest_revision(text, standing)
    return _write(request, text, first)


def _write(request: HttpRequest, text: Text | None, first: agreement.Revision | None) -> HttpResponse:
    writing = Writing(request, text, first)
    if writing.do == "propose":
        return _propose(request, text, writing)
    head, rows = writing.head(), writing.rows()
    if writing.do == "review":
        from_file = bool(request.FILES.get("file"))
        sound = [row.is_valid() for row in rows] if not from_file else []
        if head.is_valid() and all(sound):
            with refused_on(head):
                return _review(request, text, writing.written(head, rows), head, head.cleaned_data)
        elif head.is_valid():
            head.add_error(None, _t("Some articles cannot be taken; each says why."))
    context: dict[str, Any] = {"form": head, "rows": rows, "full": len(rows) >= MOST, "most": MOST}
    context["cancel"] = reverse("text", args=[text.pk]) if text else reverse("texts")
    if text is not None:
        context |= about(text, standing_of(text, utc_day(now())))
        context["cut"] = first is not None and (len(first.articles) > MOST or len(first.languages) > MOST_LANGUAGES)
    return page(request, "web/text/write.html", context)


class ReviewForm(Form):
    """What is kept between writing and proposing."""

    partner = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    respond_by = DateField(label=_("Answer awaited by"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


def _review(
    request: HttpRequest, text: Text | None, revision: agreement.Revision, form: Form, given: dict[str, Any]
) -> HttpResponse:
    """The revision as it would be proposed, with its hash and what it changes."""
    context: dict[str, Any] = {
        "form": form, "given": given, "content": revision.as_bytes().decode(),
        "missing": revision.untranslated(), "differences": [],
        "cancel": reverse("text", args=[text.pk]) if text else reverse("texts"),
    }  # fmt: skip
    if text is None:
        partner = one(Party, str(given["partner"]), request.user)
        languages = tuple((code, language_name(code)) for code in revision.languages)
        context |= {
            "partner": partner,
            "shown": {"revision": revision, "hash": revision.hash, "in_force": False, "languages": languages},
        }
    else:
        standing = standing_of(text, utc_day(now()))
        context |= {**about(text, standing), "shown": shown(revision, standing)}
        context["differences"] = _changes(text, standing, revision)
    return page(request, "web/text/review.html", context)


def _changes(
    text: Text, standing: agreement.Standing, revision: agreement.Revision
) -> list[tuple[str, agreement.Difference]]:
    """What the revision changes against the text in force, and against the newest proposal."""
    stands = standing.standing_proposals[-1].revision if standing.standing_proposals else None
    in_force = standing.revision_in_force
    found = [("in force", in_force)] if in_force else []
    found += [("before", stands)] if stands and stands != in_force else []
    return [(name, agreement.difference(revision_of(text, hashed), revision)) for name, hashed in found]


def _propose(request: HttpRequest, text: Text | None, writing: Writing) -> HttpResponse:
    form = ReviewForm(request.POST)
    assert writing.revision is not None
    if form.is_valid():
        given = form.cleaned_data
        told = {"respond_by": given["respond_by"], "note": given["note"], "by": request.user, "at": now()}
        with refused_on(form):
            if text is None:
                partner = one(Party, given["partner"], request.user)
                made = texts.open_text(partner=partner, revision=writing.revision, **told)
            else:
                made = texts.propose(text=text, revision=writing.revision, **told).text
            messages.success(
                request, _t("Proposed. It is not in force until both sides approve it and it is concluded.")
            )
            return redirect("text", made.pk)
    return _review(request, text, writing.revision, form, {**request.POST.dict(), **form.cleaned_data})


urlpatterns = [
    path("texts/new", new, name="text-new"),
    path("texts/<str:identifier>/propose", propose, name="text-propose"),
]
