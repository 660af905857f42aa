"""Requests to erase: ours to a partner, with its answer; a partner's to us, decided file by file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import erasure_answer, erasure_asked
from verbale.records.document import Document
from verbale.records.erasure import Answer, AskedFile, Erased, Erasure, ErasureAsked, Side
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.erasure import ASKING, READERS
from verbale.web.form import DateField, Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline


class AskForm(Form):
    """What is asked of a partner: files by their hashes, the rule and the reason."""

    partner: Any = forms.ModelChoiceField(label=_("Partner"), queryset=None, empty_label=_("Choose …"))
    hashes = forms.CharField(
        label=_("Files"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Their SHA-256, one on each line.")
    )
    rule = forms.CharField(label=_("Rule"), max_length=erasure_asked.RULE_LIMIT)
    reason = forms.CharField(
        label=_("Reason"), max_length=erasure_asked.TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partner reads it."),
    )  # fmt: skip
    due_on = DateField(label=_("Answer awaited by"), required=False, help_text=_("Empty: as for orders."))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = seen(Party, viewer).filter(is_us=False)  # type: ignore[attr-defined]


class AnswerForm(Form):
    """For each file a word and a reason."""

    def __init__(self, files: list[AskedFile], *args: Any) -> None:
        super().__init__(*args)
        self.asked_files = files
        for number, file in enumerate(files):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=_("File %(sha256)s") % {"sha256": file.sha256[:16]},
                choices=[("", _("Choose …")), *Answer.choices],
            )
            self.fields[f"why_{number}"] = forms.CharField(label=_("Why"), max_length=erasure_asked.TEXT_LIMIT)

    def answers(self) -> dict[str, tuple[str, str]]:
        """By hash, the word and the reason."""
        given = self.cleaned_data
        return {
            file.sha256: (given[f"answer_{number}"], given[f"why_{number}"])
            for number, file in enumerate(self.asked_files)
        }


@for_roles(*ASKING)
def ask(request: HttpRequest) -> HttpResponse:
    """Asks a partner; along with an erasure of ours, if the address names one."""
    along = request.GET.get("erasure")
    erasure = one(Erasure, along, request.user) if along else None
    erased = seen(Erased, request.user).filter(erasure=erasure).values_list("sha256", flat=True) if erasure else []
    form = AskForm(request.POST or None, viewer=request.user, initial={"hashes": "\n".join(filter(None, erased))})
    if form.is_valid():
        given = dict(form.cleaned_data)
        hashes = given.pop("hashes").lower().split()
        with refused_on(form):
            made = erasure_asked.ask(hashes=hashes, erasure=erasure, **given, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("Asked. The carrier signs the request and takes it along."))
            return redirect("erasure-asked", made.pk)
    return page(request, "web/erasure/ask.html", {"form": form})


@for_roles(*READERS)
def asked(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(ErasureAsked, identifier, request.user, "partner", "by", "answered_by")
    files = list(seen(AskedFile, request.user).filter(asked=shown))
    may = request.user.roles & ASKING  # type: ignore[union-attr]
    ours_to_answer = shown.side == Side.THEIRS or shown.partner.by_letter
    form = AnswerForm(files, request.POST or None) if may and ours_to_answer and shown.answered_at is None else None
    if form is not None and form.is_valid():
        with refused_on(form):
            _answer(request, shown, form)
            return redirect("erasure-asked", shown.pk)
    hanging = seen(Document, request.user).filter(file__in=[file.sha256 for file in files], erased_at__isnull=True)
    context = {
        "asked": shown,
        "files": files,
        "hanging": hanging,
        "form": form,
        "theirs": shown.side == Side.THEIRS,
        "may_erase": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "erasures": seen(Erasure, request.user).filter(asked=shown),
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/erasure/asked.html", context)


def _answer(request: HttpRequest, shown: ErasureAsked, form: AnswerForm) -> None:
    by: Any = request.user
    if shown.side == Side.THEIRS:
        erasure_answer.answer(asked=shown, answers=form.answers(), by=by, at=now())
        messages.success(request, _t("Answered. The carrier signs the answer and takes it along."))
    else:
        erasure_answer.record_letter(asked=shown, answers=form.answers(), letter=None, by=by, at=now())
        messages.success(request, _t("The partner's letter was recorded."))


urlpatterns = [
    path("erasures/ask", ask, name="erasure-ask"),
    path("erasures/asked/<str:identifier>", asked, name="erasure-asked"),
]
