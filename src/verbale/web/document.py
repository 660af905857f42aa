"""Documents: what was found in them, a picture of each page, and the file itself once it was examined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import document as documents
from verbale.engines import paper
from verbale.kernel.errors import NotFound, Refused
from verbale.records import files
from verbale.records.document import Document, DocumentRole, FileState
from verbale.records.record import Guarded
from verbale.records.request import OrderLine
from verbale.web.access import for_everybody, one, seen
from verbale.web.line_act import LineForm
from verbale.web.places import noun, place

WIDTHS = (320, 900)
"""The widths in pixels in which a page can be asked for."""


class NotUsable(Refused):
    """“{name}” is “{state}”. Only a file that was examined and found usable is shown or handed out."""


class UploadForm(LineForm):
    """A document that is to be supplied, with its archive's particulars."""

    file = forms.FileField(
        label=_("File"), help_text=_("A PDF. It stays in quarantine until it was examined by a process of its own.")
    )
    title = forms.CharField(label=_("Title"), max_length=500)
    language = forms.CharField(label=_("Language"), max_length=12, required=False, help_text=_("Such as en, zh, ru."))
    archive_reference = forms.CharField(
        label=_("Archive reference"), max_length=300, required=False,
        help_text=_("Where the original lies: archive, fonds, file, page."),
    )  # fmt: skip
    original_language = forms.CharField(
        label=_("Original language"), max_length=12, required=False, help_text=_("If this is a translation.")
    )
    translators = forms.CharField(
        label=_("Translators"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on a line."),
    )  # fmt: skip

    def __init__(self, *args: Any, line: OrderLine, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        self.fields["title"].initial = line.citation[:500]

    def clean_translators(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["translators"].splitlines() if name.strip()]


def visible(identifier: str, viewer: Any) -> Document:
    """A document that the viewer may see, on a thing that they may see too."""
    document = one(Document, identifier, viewer, "file", "added_by", "made_from__file", "withdrawn_by")
    kind = apps.all_models["records"].get(document.thing_kind)
    manager = getattr(kind, "_meta", None) and kind._meta.default_manager
    guarded = manager is not None and isinstance(manager.all(), Guarded)
    if not (guarded and seen(kind, viewer).filter(pk=document.thing_id).exists()):
        raise NotFound(what=noun("document"), which=identifier)
    return document


def of(thing: Any, viewer: Any) -> list[Document]:
    """The documents on a thing that the viewer may see, those that were withdrawn among them."""
    hanging = seen(Document, viewer).filter(thing_kind=thing.kind, thing_id=thing.pk)
    return in_order(hanging.select_related("file", "added_by", "made_from__file", "withdrawn_by"))


def in_order(some: Iterable[Document]) -> list[Document]:
    """Documents by age; those made at one moment in the order of the roles, from the original to the label."""
    rank = {role: number for number, role in enumerate(DocumentRole.values)}
    return sorted(some, key=lambda document: (document.added_at, rank[document.role], document.pk))


@for_everybody
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    document = visible(identifier, request.user)
    context = {
        "document": document,
        "back": place(document.thing_kind, document.thing_id),
        "reason": _unusable(document),
        "is_pdf": document.file.media_type == documents.PDF,
        "pages": pages_of(document),
        "number": _page_number(request.GET.get("page", ""), pages_of(document)),
        "width": WIDTHS[-1],
    }
    return render(request, "web/document/page.html", context)


def pages_of(document: Document) -> int | None:
    """How many pages a document has; a marked copy as many as its original, unless it was wrapped."""
    source = document.made_from if document.role == DocumentRole.MARKED else None
    return source.file.pages if source and not source.file.signed else document.file.pages


def _page_number(asked: str, pages: int | None) -> int:
    number = int(asked) if asked.isdecimal() and len(asked) < 8 else 1
    return min(max(number, 1), pages or 1)


def _unusable(document: Document) -> str:
    if document.file.state == FileState.SOUND:
        return ""
    state = {"state": document.file.get_state_display()}
    return _t("The file is “%(state)s”. Only what was examined and found usable is handed out.") % state


def _usable(identifier: str, viewer: Any) -> Document:
    document = visible(identifier, viewer)
    if document.file.state != FileState.SOUND:
        raise NotUsable(name=document.file_name, state=document.file.get_state_display())
    return document


@for_everybody
def download(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """The bytes, never opened by the browser: as an attachment, of the kind that the examination took it for."""
    document = _usable(identifier, request.user)
    stream = files.read(document.file_id)
    response = FileResponse(
        stream, as_attachment=True, filename=document.file_name, content_type=document.file.media_type
    )
    return _contained(response)


@for_everybody
def picture(request: HttpRequest, identifier: str, number: int) -> HttpResponse:
    """A picture of one page, drawn by a process of its own; nothing of the PDF itself reaches the browser."""
    document = _usable(identifier, request.user)
    wanted = request.GET.get("width", "")
    width = int(wanted) if wanted in map(str, WIDTHS) else WIDTHS[0]
    if document.file.media_type != documents.PDF:
        raise NotFound(what=_t("picture of the file"), which=document.file_name)
    try:
        drawn = paper.isolated.preview(files.path_of(document.file_id), number, width)
    except paper.NoSuchPage as fault:
        raise NotFound(what=_t("page"), which=number) from fault
    except FileNotFoundError as fault:
        raise files.FileGone(sha256=document.file_id) from fault
    response = HttpResponse(drawn, content_type="image/png")
    # The same bytes always give the same picture, and only this reader's browser may keep it.
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return _contained(response)


def _contained(response: HttpResponseBase) -> Any:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


urlpatterns = [
    path("documents/<str:identifier>", show, name="document"),
    path("documents/<str:identifier>/file", download, name="document-file"),
    path("documents/<str:identifier>/pages/<int:number>.png", picture, name="document-picture"),
]
