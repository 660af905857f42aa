"""The bilingual glossary of an office: names and terms that both versions of a text have to bear."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from verbale.records.person import Person
from verbale.records.record import Record, in_language
from verbale.records.text import TextReads


class Term(Record):
    """One name or term, with its forms in each language; the first form of a language is the one to write."""

    forms = models.JSONField(_("forms by language"), default=dict)
    """``{"zh": ["德意志民主共和国", "民主德国"], "ru": ["Германская Демократическая Республика", "ГДР"]}``."""
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = TextReads["Term"].as_manager()

    class Meta:
        ordering = ["recorded_at"]

    def title(self, language: str = "en") -> str:
        return in_language({code: forms[0] for code, forms in self.forms.items() if forms}, language) or self.pk
