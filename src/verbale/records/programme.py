"""Programmes: sectors, numbered subject complexes, the bodies and direct relations in each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.record import Record, in_language, one_of
from verbale.records.text import Text, TextReads


class Programme(Record):
    """A long-term programme with a partner, under an agreement with its signatories (S79)."""

    partner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="programmes")
    titles = models.JSONField(_("title by language"), default=dict)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="programmes")
    """The programme as a text on which both agree, where it is one; its articles hold principles and conditions."""
    agreement = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="programmes")
    """The agreement it stands under."""
    agreement_text = models.ForeignKey(Text, on_delete=models.PROTECT, null=True, related_name="+")
    signatories = models.JSONField(_("signatories"), default=list)
    """``{"side", "name", "office"}`` of those who signed the agreement."""
    years = models.PositiveSmallIntegerField(_("years of the agreement"), null=True)
    begins = models.CharField(_("begins"), max_length=40, blank=True)
    ends = models.CharField(_("ends"), max_length=40, blank=True)
    supplement_by = models.CharField(_("to be supplemented by"), max_length=40, blank=True)
    """The date agreed with the partner (S103)."""
    own_supplement_by = models.CharField(_("our own date for it"), max_length=40, blank=True)
    conditions = models.JSONField(_("principles and conditions"), default=list, blank=True)
    """``{"what", "text"}`` as the paper has them, of a programme that is no text agreed here (S80)."""
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Programme"].as_manager()

    class Meta:
        ordering = ["-recorded_at"]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.pk


class Complex(Record):
    """One numbered complex of subjects, in its sector."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="complexes")
    number = models.PositiveSmallIntegerField(_("number"))
    sector = models.CharField(_("sector"), max_length=200)
    titles = models.JSONField(_("title by language"), default=dict)
    supplemented_on = models.DateField(_("added by a supplement on"), null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["Complex"].as_manager()

    class Meta:
        ordering = ["programme", "number"]
        verbose_name_plural = "complexes"
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="complex_number_once")]

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or str(self.number)


class BodyKind(models.TextChoices):
    """What an actor of a complex is."""

    INSTITUTE = "institute", _("Institute")
    ENTERPRISE = "enterprise", _("Enterprise")
    UNIVERSITY = "university", _("University")
    CITY = "city", _("City")
    PROVINCE = "province", _("Province")
    CITY_COMMISSION = "city commission", _("Commission of a city or province")
    MINISTRY = "ministry", _("Ministry")


class ActingBody(Record):
    """An institute, enterprise, city, province or commission of one side, with capacities of its own (S105)."""

    side = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(_("name"), max_length=300)
    what = models.CharField(_("kind"), max_length=16, choices=BodyKind)
    under = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="bodies")
    """The city or ministry that directs it."""
    capacities = models.TextField(_("capacities of its own"), blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["ActingBody"].as_manager()

    class Meta:
        ordering = ["side", "name"]
        constraints = [
            models.UniqueConstraint(fields=["side", "name"], name="acting_body_name_once"),
            one_of("what", BodyKind, "acting_body_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="acting_body_named"),
        ]

    def __str__(self) -> str:
        return self.name


class ComplexBody(Record):
    """A body that works in a complex."""

    complex = models.ForeignKey(Complex, on_delete=models.PROTECT, related_name="bodies")
    body = models.ForeignKey(ActingBody, on_delete=models.PROTECT, related_name="complexes")

    objects = TextReads["ComplexBody"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complex", "body"], name="complex_body_once")]


class DirectRelation(Record):
    """A direct relation between a body of ours and one of theirs, by contract (S104)."""

    complex = models.ForeignKey(Complex, on_delete=models.PROTECT, related_name="relations")
    ours = models.ForeignKey(ActingBody, on_delete=models.PROTECT, related_name="+")
    theirs = models.ForeignKey(ActingBody, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="+")
    """The contract; empty while it is being prepared."""
    since = models.CharField(_("since"), max_length=40, blank=True)
    until = models.CharField(_("until"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = TextReads["DirectRelation"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complex", "ours", "theirs"], name="direct_relation_once_a_complex")
        ]
