"""What of minutes is downloaded: the paper in every layout, Akoma Ntoso, and the paper with its signatures."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from verbale.domain.cycle import minutes_paper
from verbale.domain.cycle.minutes_heading import heading_of
from verbale.domain.spine.text_record import revision_of
from verbale.engines import paper
from verbale.kernel.errors import NotFound
from verbale.records import files
from verbale.records.minutes import SignedPaper
from verbale.web.access import for_roles, seen
from verbale.web.minutes_shown import minutes_text
from verbale.web.places import noun
from verbale.web.text_shown import READERS

LAYOUTS = {one.value.replace(" ", "-"): one for one in paper.MinutesLayout}


@for_roles(*READERS)
def pdf(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    """The paper of a revision; ``layout`` says how the languages share it."""
    revision = revision_of(minutes_text(identifier, request.user), hashed)
    asked = request.GET.get("layout", "side-by-side")
    if asked not in LAYOUTS:
        raise NotFound(what="layout", which=asked)
    made = minutes_paper.draw(revision, LAYOUTS[asked]).data
    return _download(made, "application/pdf", f"{hashed[:12]}-{asked}.pdf")


@for_roles(*READERS)
def xml(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    """A revision as Akoma Ntoso: in one ``language``, or else as a collection of all."""
    revision = revision_of(minutes_text(identifier, request.user), hashed)
    whole, day = minutes_paper.paper_of(revision), heading_of(revision).last_day
    if language := request.GET.get("language", ""):
        made = paper.akoma_ntoso(whole, language, day=day)
        return _download(made, "application/xml", f"{hashed[:12]}-{language}.xml")
    return _download(paper.akoma_ntoso_collection(whole, day=day), "application/xml", f"{hashed[:12]}.xml")


@for_roles(*READERS)
def signed(request: HttpRequest, identifier: str, sha256: str) -> HttpResponseBase:
    """A paper with the signatures that it had when it was kept."""
    text = minutes_text(identifier, request.user)
    held = seen(SignedPaper, request.user).filter(minutes__text=text, file=sha256).first()
    if held is None:
        raise NotFound(what=noun("signedpaper"), which=sha256)
    name = f"{text.pk}-{len(held.signatures)}.pdf"
    return FileResponse(files.read(held.file_id), content_type="application/pdf", as_attachment=True, filename=name)


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("minutes/<str:identifier>/revisions/<str:hashed>.pdf", pdf, name="minutes-paper"),
    path("minutes/<str:identifier>/revisions/<str:hashed>.xml", xml, name="minutes-xml"),
    path("minutes/<str:identifier>/signed/<str:sha256>.pdf", signed, name="minutes-signed"),
]
