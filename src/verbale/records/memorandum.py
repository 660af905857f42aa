"""Memoranda: what each side puts before a session, in versions; our joining of two items into one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.document import Document
from verbale.records.person import Person
from verbale.records.record import Record, in_language, one_of
from verbale.records.session import Session
from verbale.records.text import TextReads


class MemorandumState(models.TextChoices):
    """Where a memorandum of ours stands; one that came is told."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    TOLD = "told", _("Told")


class Memorandum(Record):
    """One version of one side's memorandum for a session: agenda, schedule, supplements (S15)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="memoranda")
    side = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(_("version"))
    titles = models.JSONField(_("title by language"), default=dict)
    agenda = models.JSONField(default=list)
    """Items in their order: ``{"id", "title": {language: words}, "duty", "want": {language: words}, "same_as"}``;
    ``duty`` is the number of a duty of the mandate, or ``other``; ``same_as`` an item of the other side or empty."""
    schedule = models.JSONField(default=list)
    """Rows in their order: ``{"on": imprecise date, "at", "what": {language: words}}``."""
    supplements = models.JSONField(default=list)
    """``{"title": {language: words}, "language", "pages"}``; the papers themselves go by release."""
    state = models.CharField(max_length=12, choices=MemorandumState, default=MemorandumState.DRAFT)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    """When ours was queued for the partner, or theirs arrived."""

    objects = TextReads["Memorandum"].as_manager()

    class Meta:
        ordering = ["session", "side", "version"]
        constraints = [
            models.UniqueConstraint(fields=["session", "side", "version"], name="memorandum_version_once"),
            one_of("state", MemorandumState, "memorandum_state_known"),
        ]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.pk


class SupplementPaper(Record):
    """A supplement of a memorandum of ours for which we hold the paper: released, it goes by delivery."""

    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="papers")
    place = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    objects = TextReads["SupplementPaper"].as_manager()

    class Meta:
        ordering = ["memorandum", "place"]
        constraints = [models.UniqueConstraint(fields=["memorandum", "place"], name="supplement_paper_once")]


class JoinedItem(Record):
    """Two agenda items, one of each side, that a person here found to be one (4.3)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="joined_items")
    ours = models.CharField(max_length=26)
    theirs = models.CharField(max_length=26)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["JoinedItem"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "ours"], name="joined_ours_once"),
            models.UniqueConstraint(fields=["session", "theirs"], name="joined_theirs_once"),
        ]
