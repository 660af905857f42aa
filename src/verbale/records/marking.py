"""Caveats we put on what leaves, and the marks on what we received, which bind us."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.document import StoredFile
from verbale.records.party import Party
from verbale.records.person import EverybodyReads, Role
from verbale.records.record import Guarded, M, Record, in_language


class Caveat(Record):
    """What a receiver is bound to, in the words of the marking (S67)."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    texts = models.JSONField(_("texts by language"), default=dict)
    bars_onward_release = models.BooleanField(_("bars release to anybody else"), default=True)

    objects = EverybodyReads["Caveat"].as_manager()

    class Meta:
        ordering = ["code"]

    def text(self, language: str = "en") -> str:
        return in_language(self.texts, language) or self.code


class MarkReads(Guarded[M]):
    readers = frozenset({Role.DESK, Role.LIBRARIAN, Role.AUDITOR, Role.APPROVER})


class ReceivedMark(Record):
    """A caveat that came with a file. It binds every release of that file, or of a copy made from it."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="received_marks")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    caveat = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    bars_onward_release = models.BooleanField(default=True)
    received_at = models.DateTimeField()

    objects = MarkReads["ReceivedMark"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "party", "caveat"], name="received_mark_once")]
