"""What leaves and what arrives: releases, messages, sealed pouches, pouches that came."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.document import Document, OfficeReads, StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Record, one_of


class PouchState(models.TextChoices):
    """Where a sealed pouch is."""

    SEALED = "sealed", _("Sealed")
    CARRIED = "carried", _("Handed to the carrier")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    VOID = "void", _("Void, its key was revoked")


class PouchReads(OfficeReads["Pouch"]):
    """Administrators see which pouches left, though not what was told in them: they look after the channel."""

    readers = OfficeReads.readers | {Role.ADMINISTRATOR}


class Pouch(Record):
    """A sealed pouch to a partner: its place in that channel, the proof of what was said, its bytes on disk."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="pouches")
    epoch = models.PositiveBigIntegerField(default=1)
    number = models.PositiveBigIntegerField()
    envelope = models.TextField()
    """The canonical bytes of the envelope, which are ASCII."""
    envelope_hash = models.CharField(max_length=64)
    signature = models.TextField()
    manifest = models.TextField()
    checkpoint = models.TextField(blank=True)
    """The checkpoint that it carries: of our log of the envelopes before it."""
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file_name = models.CharField(max_length=160)
    asks = models.BooleanField(default=True)
    """Whether it holds messages, and so is sent until it is acknowledged."""
    state = models.CharField(max_length=12, choices=PouchState, default=PouchState.SEALED)
    sealed_at = models.DateTimeField()
    carried_at = models.DateTimeField(null=True)
    """When it was last handed to a carrier."""
    acknowledged_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    """When its sealed bytes were erased; what is left proves what they were."""

    objects = PouchReads.as_manager()

    class Meta:
        ordering = ["-sealed_at", "-number"]
        verbose_name_plural = "pouches"
        constraints = [
            models.UniqueConstraint(fields=["partner", "epoch", "number"], name="pouch_number_once"),
            one_of("state", PouchState, "pouch_state_known"),
        ]


class MessageState(models.TextChoices):
    """Where a message is on its way into a pouch."""

    QUEUED = "queued", _("Queued")
    RECALLED = "recalled", _("Recalled")
    SEALED = "sealed", _("Sealed")


class Message(Record):
    """One act told to a partner: its kind, its canonical body, its files; queued until a pouch takes it."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="messages")
    what = models.CharField(max_length=40)
    body = models.JSONField()
    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    queued_at = models.DateTimeField()
    place = models.PositiveBigIntegerField(default=0)
    """Its place in the order of what was queued for the partner, which no clock that is put right can turn round."""
    ahead = models.BooleanField(default=False)
    """Whether it goes before what was queued earlier, as new keys and returned pouches do."""
    pouch = models.ForeignKey(Pouch, on_delete=models.PROTECT, null=True, related_name="messages")
    held_at = models.DateTimeField(null=True)
    """When the inspector found that it may not leave as it is; it waits until somebody has seen to it."""
    held_why = models.TextField(blank=True)

    objects = OfficeReads["Message"].as_manager()

    class Meta:
        ordering = ["-ahead", "place", "queued_at", "id"]
        indexes = [models.Index(fields=["partner", "place"], name="message_place")]
        constraints = [
            one_of("state", MessageState, "message_state_known"),
            models.CheckConstraint(
                condition=Q(state="sealed", pouch__isnull=False) | (~Q(state="sealed") & Q(pouch__isnull=True)),
                name="sealed_message_has_pouch",
            ),
        ]


class MessageFile(models.Model):
    """A file that goes with a message under a neutral name."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "name"], name="message_file_name_once")]


class Release(Record):
    """The act that lets named documents of one thing leave: rule, approvals and marking in one place."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="releases")
    thing_kind = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=64)
    documents = models.ManyToManyField(Document, related_name="releases")
    basis = models.CharField(max_length=300)
    marking = models.CharField(max_length=80, blank=True)
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="release")
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    recalled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recalled_at = models.DateTimeField(null=True)

    objects = OfficeReads["Release"].as_manager()

    class Meta:
        ordering = ["-released_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="release_has_basis"),
            # Whoever recalled did so at a time; what the node held back by itself was recalled by nobody.
            models.CheckConstraint(
                condition=Q(recalled_at__isnull=False) | Q(recalled_by__isnull=True), name="release_recalled_whole"
            ),
        ]


class ArrivalState(models.TextChoices):
    """What became of a pouch that came."""

    WAITING = "waiting", _("Waits for the one before")
    OPENED = "opened", _("Opened")
    REFUSED = "refused", pgettext_lazy("pouch", "Refused")


class ArrivalReads(OfficeReads["ArrivedPouch"]):
    """Administrators see what came too: they look into a pouch that was refused."""

    readers = OfficeReads.readers | {Role.ADMINISTRATOR}

    def opened(self) -> Self:
        """Those that were accepted."""
        return self.filter(state=ArrivalState.OPENED)


class ArrivedPouch(Record):
    """A pouch that reached us: whose, which number, and what became of it."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="arrived")
    epoch = models.PositiveBigIntegerField(null=True)
    number = models.PositiveBigIntegerField(null=True)
    envelope = models.TextField(blank=True)
    envelope_hash = models.CharField(max_length=64, blank=True)
    signature = models.TextField(blank=True)
    manifest = models.TextField(blank=True)
    told = models.CharField(max_length=64, blank=True)
    """The SHA-256 of its messages, kept in the store: the proof of what was said."""
    asks = models.BooleanField(default=False)
    """Whether it held messages, and so is to be acknowledged."""
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ArrivalState)
    clause = models.CharField(max_length=10, blank=True)
    """The clause of docs/PROTOCOL.md by which it was judged."""
    refusal = models.TextField(blank=True)
    arrived_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    """When its sealed bytes were erased."""

    objects = ArrivalReads.as_manager()

    class Meta:
        ordering = ["-arrived_at"]
        verbose_name_plural = "arrived pouches"
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "epoch", "number"], condition=Q(state="opened"), name="arrived_number_opened_once"
            ),
            one_of("state", ArrivalState, "arrival_state_known"),
        ]


class ArrivedMessage(models.Model):
    """The identifier of a message that a partner told us: it acts once, in whichever pouch it comes again."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    message = models.CharField(max_length=64)
    arrived = models.ForeignKey(ArrivedPouch, on_delete=models.PROTECT, related_name="told_messages")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "message"], name="message_acts_once")]
