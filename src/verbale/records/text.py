"""Texts on which both sides agree: their identity, revisions, and the signed acts of both sides."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.dispatch import ArrivedPouch, Message
from verbale.records.document import Document, OfficeReads
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Guarded, M, Record, in_language, one_of


class TextReads(Guarded[M]):
    """Texts are read by the desk, by those who approve, by administrators and by the auditor."""

    readers = OfficeReads.readers | {Role.APPROVER, Role.ADMINISTRATOR}


class TextKind(models.TextChoices):
    """What a text is."""

    AGREEMENT = "agreement", _("Agreement")
    PROGRAMME = "programme", _("Programme")
    MINUTES = "minutes", _("Minutes")
    STATUTE = "statute", _("Statute")
    ACCOUNT = "statement of account", _("Statement of account")
    COMMISSION = "commission", _("Joint commission")


class Text(Record):
    """A text with one identity for both sides. Its state is worked out from its acts; here it is kept for lists."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="texts")
    text_kind = models.CharField(_("kind"), max_length=24, choices=TextKind)
    depositary = models.CharField(max_length=64)
    authority = models.CharField(_("authority that approves here"), max_length=80, default="texts")
    """The code of the authority whose holders approve this text for our side."""
    titles = models.JSONField(default=dict)
    state = models.CharField(max_length=24)
    """The state of the text as ``engines.agreement`` names it."""
    change = models.CharField(max_length=24, blank=True)
    """The state of a change under way, empty if there is none."""
    in_force = models.CharField(max_length=64, blank=True)
    """The hash of the revision in force, empty if none is."""
    ends_on = models.DateField(null=True)
    respond_by = models.DateField(_("answer awaited by"), null=True)
    """Until when an answer to our standing proposal is awaited, or theirs waits for ours (S19)."""
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects = TextReads["Text"].as_manager()

    class Meta:
        ordering = ["-moved_at"]
        constraints = [one_of("text_kind", TextKind, "text_kind_known")]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.pk


class Revision(models.Model):
    """The canonical content that one hash names; kept for ever by both sides."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="revisions")
    hash = models.CharField(max_length=64)
    content = models.JSONField()
    since = models.DateTimeField()

    objects = TextReads["Revision"].as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["text", "hash"], name="revision_once_a_text")]


class TextAct(Record):
    """One act of one side on a text, as it was signed."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="acts")
    side = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    hash = models.CharField(max_length=64, unique=True)
    body = models.JSONField()
    signature = models.TextField(blank=True)
    """The signature of the side's node; empty while ours waits for the carrier, or where it came by letter."""
    signer = models.CharField(max_length=80, blank=True)
    """The fingerprint of the signing key."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who did it here; for an act that came by letter, who recorded it."""
    done_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="text_acts")
    arrived = models.ForeignKey(ArrivedPouch, on_delete=models.PROTECT, null=True, related_name="text_acts")
    letter = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    """When the partner returned it to us, if we had forgotten it."""

    objects = TextReads["TextAct"].as_manager()

    class Meta:
        ordering = ["done_at", "side", "number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "side", "number"], name="text_act_number_once"),
            models.CheckConstraint(condition=~Q(signature="", signer__gt=""), name="text_act_signer_signed"),
        ]
