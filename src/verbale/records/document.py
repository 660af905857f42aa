"""Files in the content-addressed store, and the documents they are in the office's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.approval import ApprovalStep
from verbale.records.person import Person, Role
from verbale.records.record import Guarded, M, Record, one_of


class FileState(models.TextChoices):
    """Whether a stored file may be used."""

    QUARANTINE = "quarantine", _("In quarantine")
    SOUND = "sound", _("Examined, usable")
    REFUSED = "refused", pgettext_lazy("file", "Refused")
    ERASED = "erased", pgettext_lazy("file", "Erased")


class OfficeReads(Guarded[M]):
    """Seen by the desk and the auditor."""

    readers = frozenset({Role.DESK, Role.AUDITOR})


class StoredFile(models.Model):
    """The bytes under one SHA-256, synced to the store before this row names them."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    state = models.CharField(max_length=12, choices=FileState, default=FileState.QUARANTINE)
    pages = models.PositiveIntegerField(null=True)
    signed = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    """What the examination found, each ``{"says": template, "facts": {…}}``."""
    stored_at = models.DateTimeField()

    objects = OfficeReads["StoredFile"].as_manager()

    class Meta:
        constraints = [one_of("state", FileState, "file_state_known")]

    def told(self, translate: Callable[[str], str] = str) -> list[str]:
        """What the examination found, a sentence each; ``translate`` maps a template to the reader's language."""
        return [translate(one["says"]).format(**one["facts"]) for one in self.findings]


class DocumentRole(models.TextChoices):
    """What a document is for the thing it hangs on."""

    ORIGINAL = "original", _("Original")
    MARKED = "marked", _("Marked copy")
    COVER = "cover", _("Cover sheet")
    LABEL = "label", _("Label")
    LETTER = "letter", _("Letter")
    SCAN = "scan", _("Scan of a signed paper")
    RECEIVED = "received", _("Received")


class DocumentQuerySet(OfficeReads["Document"]):
    def narrowed_to(self, viewer: Person) -> Self:
        """A librarian sees what the partner sent and our receipts; an approver what their authority is asked about.

        An original that was withdrawn is shown to no approver: it never belonged to what they are asked about.

        Scans of instruments and of letters on texts are seen by every approver, as instruments and texts are.
        """
        seen = Q(pk__in=[])
        if Role.LIBRARIAN in viewer.roles:
            seen |= Q(role=DocumentRole.RECEIVED) | Q(role=DocumentRole.LETTER, thing_kind="needline")
        if Role.APPROVER in viewer.roles:
            asked = ApprovalStep.objects.visible_to(viewer).values("thing_id")
            seen |= Q(role=DocumentRole.ORIGINAL, thing_id__in=asked, withdrawn_at__isnull=True)
            seen |= Q(role=DocumentRole.SCAN, thing_kind__in=("instrument", "text"))
        return self.filter(seen)

    def standing(self) -> Self:
        """Those that were neither withdrawn nor erased."""
        return self.filter(withdrawn_at__isnull=True, erased_at__isnull=True)

    def of(self, kind: str, identifier: str) -> Self:
        """The documents that hang on one thing."""
        return self.filter(thing_kind=kind, thing_id=identifier)


class Document(Record):
    """A file in its place: on which thing it hangs, as what, with its archive's particulars (S20)."""

    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=DocumentRole)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    file_name = models.CharField(_("file name"), max_length=200)
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=12, blank=True)
    archive_reference = models.CharField(_("archive reference"), max_length=300, blank=True)
    original_language = models.CharField(_("original language"), max_length=12, blank=True)
    translators = models.JSONField(_("translators"), default=list, blank=True)
    made_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="made")
    caveat = models.CharField(max_length=80, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """When a wrongly attached original was withdrawn; it is kept, and no longer counts."""
    erased_at = models.DateTimeField(null=True)
    """When it was erased: its hash and its place remain, its texts and, unless others need them, its bytes do not."""

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="document_thing")]
        constraints = [
            one_of("role", DocumentRole, "document_role_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(role="original", withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="document_withdrawn_whole",
            ),
        ]
