"""Verifying a paper: the one that is held of some minutes, or any file; who signed what, when, for which side, or why
it is refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_verifying
from verbale.domain.spine import party
from verbale.engines import signature
from verbale.records import files
from verbale.records.minutes import Minutes
from verbale.records.party import Party
from verbale.web.access import for_roles, one
from verbale.web.form import Form, partner_choices
from verbale.web.minutes_shown import minutes_text
from verbale.web.minutes_sign import about
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS

MOST = signature.DEFAULT_LIMITS.bytes + 1
"""Bytes that are read of a file: one that is larger is refused all the same."""


class VerifyForm(Form):
    """A file that is said to be signed by both sides."""

    file = forms.FileField(
        label=_("Paper"), max_length=200, help_text=_("A PDF. It is looked into and not kept."), allow_empty_file=True
    )
    partner = forms.ChoiceField(
        label=_("Signed by us and"), required=False,
        help_text=_("Only needed where neither the file nor what is held here says who should have signed."),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any, minutes: Minutes | None) -> None:
        super().__init__(*args)
        self.viewer = viewer
        self.fields["partner"].choices = [("", "—"), *partner_choices(viewer)]  # type: ignore[attr-defined]
        if minutes is not None:
            del self.fields["partner"]

    def sides(self) -> tuple[str, str] | None:
        """The two sides, where a partner was named."""
        named = self.cleaned_data.get("partner")
        return (party.us().code, one(Party, named, self.viewer).code) if named else None

    def verified(self, minutes: Minutes | None) -> minutes_verifying.Verified:
        """The verdict on the file, as the paper of these minutes if they are named."""
        data = self.cleaned_data["file"].read(MOST)
        return minutes_verifying.verify(data, at=now(), minutes=minutes, sides=self.sides())


@for_roles(*READERS)
def verify(request: HttpRequest, identifier: str = "") -> HttpResponse:
    """The verdict on the paper that is held, or on a file that is given; nothing is kept of it."""
    minutes = minutes_of.read(minutes_text(identifier, request.user), now()) if identifier else None
    form = VerifyForm(request.user, request.POST or None, request.FILES or None, minutes=minutes)
    context: dict[str, Any] = {"form": form, **(about(minutes) if minutes else {})}
    if form.is_valid():
        with refused_on(form):
            context |= _shown(form.verified(minutes)) | {"name": form.cleaned_data["file"].name}
    elif request.method == "GET" and minutes is not None:
        context |= _held(minutes)
    return page(request, "web/minutes_verify/verify.html", context)


def _held(minutes: Minutes) -> dict[str, Any]:
    held = minutes_of.paper(minutes)
    if held is None:
        return {}
    with files.read(held.file_id) as stream:
        return _shown(minutes_verifying.verify(stream.read(), at=now(), minutes=minutes))


def _shown(found: minutes_verifying.Verified) -> dict[str, Any]:
    verdict = found.verdict
    return {
        "verdict": verdict, "sides": found.sides, "of": found.minutes, "revision": found.revision,
        "findings": [each.sentence(gettext) for each in verdict.findings],
    }  # fmt: skip


urlpatterns = [
    path("papers/verify", verify, name="minutes-verify"),
    path("minutes/<str:identifier>/verify", verify, name="minutes-verify"),
]
