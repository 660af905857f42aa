"""What people do with pouches by hand: handing in a file that came, and letting held messages be judged again."""

from __future__ import annotations

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import dispatch, pouch_by_hand
from verbale.domain.spine.pouch_by_hand import Laid
from verbale.records.dispatch import ArrivedPouch
from verbale.records.person import Role
from verbale.web.access import for_roles, seen
from verbale.web.channel import partner_of
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told


class PouchForm(Form):
    file = forms.FileField(
        label=_("File"), max_length=200,
        help_text=_("As the partner sent it, on a disk or otherwise; its name ends in .pouch."),
    )  # fmt: skip


@for_roles(Role.DESK, Role.ADMINISTRATOR)
def receive(request: HttpRequest) -> HttpResponse:
    form = PouchForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_on(form, "file"):
            laid = _laid_in(form.cleaned_data["file"], request.user)
            return _said(request, laid)
    return page(request, "web/dispatch/receive.html", {"form": form})


def _laid_in(file: UploadedFile, by: Any) -> Laid:
    """A file is laid in by its name, which it has not while it is uploaded."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / PurePath(file.name or "").name
        with target.open("xb") as out:
            out.writelines(file.chunks())
        return pouch_by_hand.lay_in(path=target, by=by)


def _said(request: HttpRequest, laid: Laid) -> HttpResponse:
    """The way on: to what became of it, if it came before."""
    before = seen(ArrivedPouch, request.user).filter(sha256=laid.sha256).first()
    if laid.known and before is not None:
        messages.info(request, _t("This file came before."))
        return redirect("arrived-pouch", before.pk)
    messages.success(request, _t("It lies in the inbox; the carrier opens it in its next round."))
    return redirect("arrivals")


@require_POST
@for_roles(Role.DESK, Role.ADMINISTRATOR)
def retry(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = partner_of(request, identifier)
    with told(request):
        count = dispatch.try_again(partner=partner, by=request.user, at=now())  # type: ignore[arg-type]
        said = ngettext(
            "The inspector judges %(count)s message again in the carrier's next round.",
            "The inspector judges %(count)s messages again in the carrier's next round.", count,
        )  # fmt: skip
        messages.success(request, said % {"count": count})
    return redirect("pouches")


urlpatterns = [
    path("arrivals/receive", receive, name="pouch-receive"),
    path("partners/<str:identifier>/channel/retry", retry, name="pouch-retry"),
]
