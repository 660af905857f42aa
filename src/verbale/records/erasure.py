"""Erasure: the rules by which things are kept, what was erased by two people, and what a partner was asked to erase."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.dispatch import ArrivedPouch, Message
from verbale.records.document import Document, DocumentRole, OfficeReads
from verbale.records.party import Party
from verbale.records.person import Authority, AuthorityHeld, Person, Role
from verbale.records.record import M, Record, in_language, one_of


class ErasureReads(OfficeReads[M]):
    """Administrators erase; the desk and the auditor see what was erased, and why."""

    readers = OfficeReads.readers | {Role.ADMINISTRATOR}


class ConfirmingReads(ErasureReads[M]):
    """Whoever holds the authority that a rule names sees what is proposed under it, for their word is asked."""

    rule = "rule"

    def narrowed_to(self, viewer: Person) -> Self:
        if Role.APPROVER not in viewer.roles:
            return self.none()
        held = AuthorityHeld.objects.filter(person=viewer, confirmed_at__isnull=False)
        return self.filter(**{f"{self.rule}__authority__in": held.values("authority")})


class ThingReads(ConfirmingReads["Erased"]):
    rule = "erasure__rule"


class Sort(models.TextChoices):
    """What a rule is for: documents by their role, and things that hold text or files of their own."""

    ORIGINAL = DocumentRole.ORIGINAL.value, _("Original")
    MARKED = DocumentRole.MARKED.value, _("Marked copy")
    COVER = DocumentRole.COVER.value, _("Cover sheet")
    LABEL = DocumentRole.LABEL.value, _("Label")
    LETTER = DocumentRole.LETTER.value, _("Letter")
    SCAN = DocumentRole.SCAN.value, _("Scan of a signed paper")
    RECEIVED = DocumentRole.RECEIVED.value, _("Received")
    CATALOGUE = "catalogue", _("Catalogue received")
    CORRESPONDENCE = "correspondence", _("Entry of the correspondence log")


class Event(models.TextChoices):
    """From when the days of a rule are counted."""

    ADDED = "added", _("It was added")
    WITHDRAWN = "withdrawn", _("It was withdrawn")
    DELIVERED = "delivered", _("Its line was received")
    RETURNED = "returned", _("Its line was returned")
    CLOSED = "closed", _("Its line came to an end")
    SUPERSEDED = "superseded", _("A newer one came")


class RetentionRule(Record):
    """How long things of some sorts are kept, from a day to a day. It is ended and made anew, never altered."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    sorts = models.JSONField(default=list)
    thing_kinds = models.JSONField(default=list)
    """The kinds of things on which the documents hang; empty for all."""
    event = models.CharField(_("counted from"), max_length=12, choices=Event)
    days = models.PositiveIntegerField(_("days"))
    basis = models.CharField(_("basis"), max_length=300)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    """Whose holder confirms an erasure under this rule; another administrator if none is named."""
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True)
    """Its last day."""
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ErasureReads["RetentionRule"].as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            one_of("event", Event, "retention_event_known"),
            models.CheckConstraint(condition=~Q(basis=""), name="retention_has_basis"),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True) | Q(in_force_until__gte=F("in_force_from")),
                name="retention_ends_after_start",
            ),
        ]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.code

    def __str__(self) -> str:
        return self.code


class ErasureState(models.TextChoices):
    """Where an erasure stands."""

    PROPOSED = "proposed", _("To be confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("erasure", "Withdrawn")
    DONE = "done", pgettext_lazy("erasure", "Erased")


class Erasure(Record):
    """An erasure: proposed by one person under a rule or an order, confirmed by another."""

    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, null=True, related_name="erasures")
    order = models.CharField(_("ordered by"), max_length=300, blank=True)
    """The order of an authority, or the request of a partner, that it rests on where there is no rule."""
    asked = models.ForeignKey("ErasureAsked", on_delete=models.PROTECT, null=True, related_name="erasures")
    """The partner's request that it answers to."""
    reason = models.TextField(_("reason"))
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    again = models.BooleanField(default=False)
    """Whether the node did it by itself, since a backup had brought back what was erased before."""
    cleared_at = models.DateTimeField(null=True)
    """When no file of it was left on our disk."""

    objects = ConfirmingReads["Erasure"].as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            one_of("state", ErasureState, "erasure_state_known"),
            models.CheckConstraint(condition=Q(rule__isnull=False) | ~Q(order=""), name="erasure_has_ground"),
            models.CheckConstraint(condition=~Q(reason=""), name="erasure_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(again=True) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="erasure_done_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="erasure_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(again=True) | Q(proposed_by__isnull=False), name="erasure_proposed_by_somebody"
            ),
        ]


class Erased(models.Model):
    """One thing of an erasure, and what became of its copies. The hash remains: it proves what there was."""

    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="things")
    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    why = models.TextField(blank=True)
    """The rule's reason for this thing."""
    kept = models.TextField(blank=True)
    """Why its bytes stayed, if another document still needs them."""
    cleared = models.JSONField(default=dict)
    """How many copies of each sort were erased with it: ``{"messages": 1, "pouches": 2, …}``."""
    erased_at = models.DateTimeField(null=True)

    objects = ThingReads.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "things erased"
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="erased_thing")]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "thing_kind", "thing_id"], name="erased_once_an_erasure")
        ]


class ErasureCopy(models.Model):
    """Bytes that must not lie on our disk again: a file of the store, or the folder of an index or an edition."""

    erased = models.ForeignKey(Erased, on_delete=models.PROTECT, related_name="copies")
    place = models.CharField(max_length=20)
    """``store`` (by SHA-256), ``index`` or ``edition`` (by folder)."""
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "erasure copies"
        constraints = [models.UniqueConstraint(fields=["erased", "place", "name"], name="erasure_copy_once")]


class Side(models.TextChoices):
    """Who asked."""

    OURS = "ours", _("We asked")
    THEIRS = "theirs", _("They asked")


class Answer(models.TextChoices):
    """What a side says of one file it was asked to erase (docs/PROTOCOL.md, 14.1)."""

    ERASED = "erased", pgettext_lazy("erasure", "Erased")
    KEPT = "kept", pgettext_lazy("erasure", "Kept")
    UNKNOWN = "unknown", pgettext_lazy("erasure", "Unknown here")


class ErasureAsked(Record):
    """A signed request to erase what the other side holds, and its signed answer (docs/PROTOCOL.md, section 14)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="erasures_asked")
    side = models.CharField(max_length=8, choices=Side)
    asked = models.CharField(max_length=26)
    """The identifier that the asking side gave it."""
    rule = models.CharField(max_length=300)
    reason = models.TextField()
    due_on = models.DateField(_("answer awaited by"))
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, null=True, related_name="asked_for")
    """Our own erasure that it goes with."""
    body = models.JSONField()
    """What was signed, as it was told."""
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    arrived = models.ForeignKey(ArrivedPouch, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who asked, on our side."""
    at = models.DateTimeField()
    signature = models.TextField(blank=True)
    signer = models.CharField(max_length=200, blank=True)
    answer_body = models.JSONField(default=dict)
    answer_message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    answer_letter = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    answer_signature = models.TextField(blank=True)
    answer_signer = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who answered on our side, or recorded the partner's letter."""
    answered_at = models.DateTimeField(null=True)

    objects = ErasureReads["ErasureAsked"].as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "erasures asked"
        constraints = [
            one_of("side", Side, "erasure_asked_side_known"),
            models.UniqueConstraint(fields=["partner", "side", "asked"], name="erasure_asked_once"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(rule=""), name="erasure_asked_with_reason"),
        ]


class AskedFile(models.Model):
    """One file that a side is asked to erase, and what it says of it."""

    asked = models.ForeignKey(ErasureAsked, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    why = models.TextField(blank=True)

    objects = ErasureReads["AskedFile"].as_manager()

    class Meta:
        ordering = ["sha256"]
        constraints = [
            models.UniqueConstraint(fields=["asked", "sha256"], name="asked_file_once"),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="asked_file_answer_known"),
        ]
