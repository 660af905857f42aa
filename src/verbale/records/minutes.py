"""Minutes: their session, the findings accepted between their languages, signed papers, certificates, adoption."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.dispatch import ArrivedPouch, Message
from verbale.records.document import StoredFile
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record
from verbale.records.session import Session
from verbale.records.text import Text, TextReads


class Minutes(Record):
    """The minutes of a session: a text of that kind, with what only this node knows of it."""

    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="minutes")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="minutes")
    since = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    """When both signatures were first known to be on both nodes (6.6)."""

    objects = TextReads["Minutes"].as_manager()

    class Meta:
        ordering = ["-since"]
        verbose_name_plural = "minutes"


class MinutesDraft(Record):
    """Minutes as far as they are written: new ones of a session, or a change of those that stand; ours alone."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, null=True, related_name="minutes_draft")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, null=True, related_name="minutes_draft")
    content = models.JSONField()
    """Languages, title and articles in the shape of a revision; any of them may still be unfinished."""
    note = models.TextField(_("note"), blank=True)
    respond_by = models.DateField(_("answer awaited by"), null=True)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = TextReads["MinutesDraft"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, text=None) | Q(session=None, text__isnull=False),
                name="minutes_draft_of_one",
            ),
        ]


class AcceptedFinding(Record):
    """A difference between the languages of one revision that a person accepted, with the reason (6.2)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="accepted_findings")
    revision = models.CharField(max_length=64)
    finding = models.CharField(max_length=64)
    """The hash of the finding: article, kind, languages and value."""
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["AcceptedFinding"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "revision", "finding"], name="finding_accepted_once")]


class SigningCertificate(Record):
    """A certificate with which a side signs papers, trusted from the day a person compared its fingerprint."""

    side = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signing_certificates")
    subject = models.CharField(_("subject"), max_length=300)
    fingerprint = models.CharField(_("fingerprint (SHA-256)"), max_length=64, unique=True)
    pem = models.TextField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """When somebody compared the fingerprint out of band; not trusted before."""
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why revoked"), max_length=300, blank=True)

    objects = TextReads["SigningCertificate"].as_manager()

    class Meta:
        ordering = ["side", "-added_at"]


class SignedPaper(Record):
    """The minutes as a signed PDF: with one signature, then with both (6.4)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="papers")
    revision = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    signatures = models.JSONField(default=list)
    """In their order: ``{"side", "signer", "fingerprint", "at"}``."""
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who signed here; empty for a paper that came."""
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    arrived = models.ForeignKey(ArrivedPouch, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When the partner said whether it keeps the paper that we signed (6.5)."""
    refusal = models.TextField(_("why the partner refused it"), blank=True)

    objects = TextReads["SignedPaper"].as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["minutes", "file"], name="signed_paper_once")]


class RefusedPaper(Record):
    """A paper that came from the partner and was not accepted: nothing of it is kept but its hash and why (6.5)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="refused_papers")
    sha256 = models.CharField(max_length=64)
    why = models.TextField(_("why it was refused"))
    arrived = models.ForeignKey(ArrivedPouch, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TextReads["RefusedPaper"].as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["minutes", "sha256"], name="refused_paper_once")]


class GovernmentApproval(Record):
    """The approval of one government that concluded minutes wait for, where the statute asks for it (6.7)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="government_approvals")
    side = models.CharField(max_length=64)
    on = models.DateField(_("date"))
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    """Who recorded it here; empty where the partner told it."""
    recorded_at = models.DateTimeField()

    objects = TextReads["GovernmentApproval"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "side"], name="government_approval_once_a_side")]


class Adoption(Record):
    """Whether a government adopts a conclusion, and which agencies it names (S17); in the word of one side."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="adoptions")
    article = models.CharField(max_length=20)
    side = models.CharField(max_length=64)
    adopted = models.BooleanField(_("adopted"))
    agencies = models.JSONField(_("agencies that implement it"), default=list)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    """When ours was queued for the partner, or theirs arrived."""

    objects = TextReads["Adoption"].as_manager()

    class Meta:
        ordering = ["text", "article", "side"]
        constraints = [models.UniqueConstraint(fields=["text", "article", "side"], name="adoption_once_a_side")]
