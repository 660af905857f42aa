"""The stores as one Django application."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "verbale.records"
    label = "records"
    verbose_name = "Records"
