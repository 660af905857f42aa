"""The office that runs this node: what the first run asks for."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.record import in_language


class Office(models.Model):
    """The one row that describes our office. Pages and papers read names, languages and time zone here."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    names = models.JSONField(_("names by language"), default=dict)
    address = models.TextField(_("address"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    languages = models.JSONField(_("languages of papers"), default=list)
    mail_from = models.EmailField(_("sender of mail"), blank=True)
    mail_host = models.CharField(_("mail server"), max_length=200, blank=True)
    mail_port = models.PositiveIntegerField(_("mail port"), default=25)
    answer_days = models.PositiveSmallIntegerField(
        _("days until an order is answered"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Whatever cannot be had is answered on this day, all in the same words."),
    )
    batch_from = models.PositiveSmallIntegerField(
        _("copies that make a batch"),
        default=6,
        validators=[MinValueValidator(2)],
        help_text=_("An order for this many copies or more of internal items counts as a batch."),
    )
    report_labels = models.JSONField(_("own labels of conclusions"), default=dict, blank=True)
    """Words by what they announce in a report, beside the built-in ones (COMMISSION.md, 10.1)."""
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_office")]

    def name(self, language: str = "en") -> str:
        return in_language(self.names, language)
