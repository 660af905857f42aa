"""Reports on visits and sessions: author, holder, deadline; remarks on them; annexes; sentences marked in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from verbale.records.document import Document
from verbale.records.person import Person
from verbale.records.record import Record, one_of
from verbale.records.session import Session
from verbale.records.text import TextReads
from verbale.records.visit import Visit


class Report(Record):
    """A report: who wrote it, who holds it, until when it is due, to whom it goes (S75, S40)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="reports")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="reports")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    """The report that promised this one."""
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=200)
    holder = models.CharField(_("held by"), max_length=200)
    due = models.DateField(_("due"), null=True)
    dated = models.CharField(_("date of the report"), max_length=40, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    """What was read from the document, in its order; places in it are counted in characters."""
    language = models.CharField(_("language"), max_length=12, blank=True)
    submitted_to = models.CharField(_("submitted to"), max_length=300, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Report"].as_manager()

    class Meta:
        ordering = ["-recorded_at"]

    def __str__(self) -> str:
        return self.title


class Remark(Record):
    """A superior's numbered remark on a point of a report, and the answer to it (S42)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="remarks")
    number = models.PositiveSmallIntegerField(_("number"))
    by_whom = models.CharField(_("by whom"), max_length=200)
    on = models.CharField(_("date"), max_length=40, blank=True)
    point = models.CharField(_("to which point"), max_length=300, blank=True)
    text = models.TextField(_("remark"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Remark"].as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="remark_number_once")]


class Annex(Record):
    """An annex that a report names, held here or missing (S119)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="annexes")
    number = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    """The paper; empty while it is missing."""
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Annex"].as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="annex_number_once")]


class Mark(models.TextChoices):
    """What a marked sentence is."""

    PROMISE = "promise", _("Promise")
    QUESTION = "question", _("Question")
    DELAY = "delay", _("Delay")
    NEED = "need", _("Need")


class MarkedSentence(Record):
    """A sentence of a report that a person marked; whether a conclusion takes it up (S121)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    mark = models.CharField(_("what it is"), max_length=12, choices=Mark)
    note = models.CharField(_("note"), max_length=300, blank=True)
    commitment = models.CharField(max_length=26, blank=True)
    """The commitment that takes it up; empty while none does."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["MarkedSentence"].as_manager()

    class Meta:
        ordering = ["report", "start"]
        constraints = [
            models.UniqueConstraint(fields=["report", "start", "end", "mark"], name="sentence_marked_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="sentence_not_empty"),
            one_of("mark", Mark, "sentence_mark_known"),
        ]


class WaitingKind(models.TextChoices):
    """What waits."""

    DECISION = "decision", _("Decision deferred")
    QUESTION = "question", _("Question to be reviewed")


class Waiting(Record):
    """A decision deferred, or a question to be reviewed, with what it waits for (S51, S93)."""

    what = models.CharField(_("kind"), max_length=12, choices=WaitingKind)
    text = models.TextField(_("in words"))
    waits_for = models.TextField(_("waits for"), blank=True)
    review_on = models.DateField(_("looked at again on"), null=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="waiting")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="waiting")
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Waiting"].as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [one_of("what", WaitingKind, "waiting_kind_known")]
