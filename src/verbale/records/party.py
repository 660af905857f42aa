"""The parties to the cooperation: ourselves and our partners, their keys, channels and contact units."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.person import EverybodyReads, Person
from verbale.records.record import Record, in_language


class PartyQuerySet(EverybodyReads["Party"]):
    def partners(self) -> Self:
        """Everybody but ourselves."""
        return self.filter(is_us=False)


class Party(Record):
    """A side of the cooperation. Exactly one party is ourselves."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names by language"), default=dict)
    country = models.CharField(_("country"), max_length=60, blank=True)
    language = models.CharField(_("language of letters"), max_length=12, default="en")
    is_us = models.BooleanField(default=False)
    carry_to = models.CharField(_("folder to put their pouches in"), max_length=500, blank=True)
    carry_from = models.CharField(_("folder their pouches come from"), max_length=500, blank=True)
    address = models.CharField(_("address of their node"), max_length=500, blank=True)
    """Where their node takes pouches by HTTPS; empty if it cannot be reached."""
    resend_after = models.PositiveIntegerField(_("send again after (minutes)"), default=24 * 60)
    """How long an acknowledgement is waited for before a pouch is sent again, in minutes."""
    by_letter = models.BooleanField(_("runs no node"), default=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["is_us"], condition=Q(is_us=True), name="one_party_is_us")]

    def name(self, language: str = "en") -> str:
        return in_language(self.names, language) or self.code

    def __str__(self) -> str:
        return self.code


class PartyKeys(Record):
    """A party's public keys. A partner's count only once somebody confirmed the fingerprint out of band."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="keys")
    signing = models.TextField()
    recipient = models.TextField()
    recovery = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=80)
    statement = models.PositiveBigIntegerField(default=0)
    """The number of the key statement that named them; 0 for keys that a person introduced."""
    added_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    retired_epoch = models.PositiveBigIntegerField(null=True)
    retired_number = models.PositiveBigIntegerField(null=True)
    """The last place in the party's channel to us at which these keys may sign, once others replaced them."""
    revoked_at = models.DateTimeField(null=True)

    objects = EverybodyReads["PartyKeys"].as_manager()

    class Meta:
        ordering = ["added_at"]
        verbose_name_plural = "party keys"
        constraints = [
            models.UniqueConstraint(fields=["party", "fingerprint"], name="keys_once_a_party"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                | Q(confirmed_at__isnull=False, statement__gt=0),
                name="keys_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(retired_epoch__isnull=True, retired_number__isnull=True)
                | Q(retired_epoch__isnull=False, retired_number__isnull=False),
                name="keys_retired_whole",
            ),
        ]


class SupplyChannel(Record):
    """A body through which we supply: a trading company that orders abroad, an institute that exchanges (S70)."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict)
    does = models.TextField(_("what it does"), blank=True)

    objects = EverybodyReads["SupplyChannel"].as_manager()

    class Meta:
        ordering = ["code"]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.code


class ContactUnit(Record):
    """A unit of a party that is there to be asked, set up after talks (S71)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_units")
    name = models.CharField(_("name"), max_length=200)
    reach = models.TextField(_("how to reach it"), blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    told = models.BooleanField(default=False)
    """Whether the partner's node told us of it; if not, somebody here recorded it."""

    objects = EverybodyReads["ContactUnit"].as_manager()

    class Meta:
        ordering = ["party__code", "name"]
