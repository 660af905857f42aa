"""The state of the two channels with a partner, and what passed through them besides pouches."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.document import OfficeReads
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Record, one_of


class ChannelReads(OfficeReads["Channel"]):
    """Administrators see how the channels stand: they confirm epochs and let a stopped channel go on."""

    readers = OfficeReads.readers | {Role.ADMINISTRATOR}


class Channel(Record):
    """How the channels to and from one partner stand (docs/PROTOCOL.md, sections 4 to 8).

    What we sent and what we accepted stands in the pouches; here stands what cannot be told from them.
    """

    partner = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="channel")
    epoch = models.PositiveBigIntegerField(default=1)
    """Our present epoch in the channel to the partner."""
    acknowledged_epoch = models.PositiveBigIntegerField(default=1)
    acknowledged_number = models.PositiveBigIntegerField(default=0)
    """The last place of ours that the partner acknowledged; 0 if none."""
    confirmed = models.PositiveBigIntegerField(default=1)
    """The partner's last epoch that an administrator confirmed; 1 needs no confirming."""
    asks_epoch = models.PositiveBigIntegerField(null=True)
    """A later epoch of the partner that waits for an administrator."""
    begins = models.CharField(max_length=64, blank=True)
    """The hash of the envelope that asked for it: what is confirmed is that one, and no other with its number."""
    catching_up = models.BooleanField(default=False)
    """Whether we were restored and the partner has not confirmed our epoch yet."""
    owes_acknowledgement = models.BooleanField(default=False)
    """Whether something was applied, or came again, that nothing sealed since acknowledges."""
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.TextField(blank=True)
    withheld_at = models.DateTimeField(null=True)
    withheld_why = models.TextField(blank=True)
    """What the inspector found in the last pouch that it did not let leave; empty once one left."""
    our_log = models.JSONField(default=list)
    their_log = models.JSONField(default=list)
    """The edge of the tree over the envelopes of the present epoch (section 8): its size, then its hashes."""
    theirs = models.TextField(blank=True)
    """The partner's last checkpoint that we found true, as it came: our signature is put under what goes back."""
    countersigned = models.TextField(blank=True)
    """Our last checkpoint that came back with the partner's signature."""

    objects = ChannelReads.as_manager()

    class Meta:
        ordering = ["partner__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_why="") | Q(stopped_at__isnull=False) & ~Q(stopped_why=""),
                name="channel_stopped_whole",
            ),
        ]


class ReturnedReads(OfficeReads["ReturnedPouch"]):
    readers = OfficeReads.readers | {Role.ADMINISTRATOR}


class ReturnedPouch(Record):
    """A pouch of ours that the partner returned after we were restored, since we had forgotten it."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="returned")
    epoch = models.PositiveBigIntegerField()
    number = models.PositiveBigIntegerField()
    envelope = models.TextField()
    signature = models.TextField()
    manifest = models.TextField()
    told = models.CharField(max_length=64)
    """The SHA-256 of its messages, kept in the store."""
    acts = models.JSONField(default=list)
    """What its messages were: ``{"what", "took back"}`` each."""
    returned_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(null=True)
    """When somebody said that what it held was seen to."""

    objects = ReturnedReads.as_manager()

    class Meta:
        ordering = ["epoch", "number"]
        verbose_name_plural = "returned pouches"
        constraints = [
            models.UniqueConstraint(fields=["partner", "epoch", "number"], name="returned_once"),
            models.CheckConstraint(
                condition=Q(noted_by__isnull=True, noted_at__isnull=True)
                | Q(noted_by__isnull=False, noted_at__isnull=False),
                name="returned_noted_whole",
            ),
        ]


class Way(models.TextChoices):
    """Which way bytes go."""

    OUT = "out", _("Out")
    IN = "in", _("In")


class TransferReads(OfficeReads["Transfer"]):
    readers = OfficeReads.readers | {Role.ADMINISTRATOR}


class Transfer(Record):
    """How far a pouch has come on its way by HTTPS, as one of its ends sees it."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="transfers")
    way = models.CharField(max_length=4, choices=Way)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    done = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    objects = TransferReads.as_manager()

    class Meta:
        ordering = ["-moved_at"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "way", "sha256"], name="transfer_once"),
            one_of("way", Way, "transfer_way_known"),
        ]


class CarrierCalls(models.Model):
    """How often a partner's carrier called in one minute."""

    partner = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "minute"], name="calls_once_a_minute")]
