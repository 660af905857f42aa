"""Caveats that we put on what leaves, and the marks on what we received, which bind us."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import marking
from verbale.records.document import Document, DocumentRole
from verbale.records.marking import Caveat, ReceivedMark
from verbale.records.person import Role
from verbale.web.access import for_everybody, for_roles, seen
from verbale.web.form import Form, add_texts, texts
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

A_PAGE = 50


class CaveatForm(Form):
    code = forms.CharField(
        label=_("Code"), max_length=80,
        help_text=_("As rulebooks name it, such as “for reference only”. A code that exists is changed."),
    )  # fmt: skip
    bars_onward_release = forms.BooleanField(
        label=_("Whoever receives it may not pass it on to anybody else"), required=False, initial=True
    )

    def __init__(self, languages: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "texts", str(_("Words on every page")), languages)


@for_everybody
def caveats(request: HttpRequest) -> HttpResponse:
    context = {
        "caveats": list(seen(Caveat, request.user)),
        "may_define": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
    }
    return page(request, "web/marking/caveats.html", context)


@for_roles(Role.ADMINISTRATOR)
def define(request: HttpRequest) -> HttpResponse:
    changed = seen(Caveat, request.user).filter(code=request.GET.get("code", "")).first()
    form = CaveatForm(request.office.languages, request.POST or None, initial=_as_it_stands(changed))  # type: ignore[attr-defined]
    if form.is_valid():
        given = form.cleaned_data
        with refused_on(form):
            kept = changed.texts if changed and changed.code == given["code"] else {}
            marking.define(
                code=given["code"], texts={**kept, **texts(form, "texts")},
                bars_onward_release=given["bars_onward_release"], by=request.user, at=now(),
            )  # fmt: skip
            messages.success(request, _t("The caveat “%(code)s” is defined.") % {"code": given["code"]})
            return redirect("caveats")
    return page(request, "web/marking/define.html", {"form": form})


def _as_it_stands(caveat: Caveat | None) -> dict[str, Any]:
    if caveat is None:
        return {}
    words = {f"texts_{language}": text for language, text in caveat.texts.items()}
    return {"code": caveat.code, "bars_onward_release": caveat.bars_onward_release, **words}


@for_roles(Role.DESK, Role.LIBRARIAN, Role.AUDITOR, Role.APPROVER)
def marks(request: HttpRequest) -> HttpResponse:
    found = seen(ReceivedMark, request.user).select_related("party").order_by("-received_at", "-pk")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    came = seen(Document, request.user).filter(role=DocumentRole.RECEIVED, file__in=[mark.file_id for mark in shown])
    titles = {document.file_id: document for document in came}
    context = {"page": shown, "rows": [(mark, titles.get(mark.file_id)) for mark in shown]}
    return page(request, "web/marking/marks.html", context)


urlpatterns = [
    path("caveats", caveats, name="caveats"),
    path("caveats/define", define, name="caveat-define"),
    path("marks", marks, name="marks"),
]
