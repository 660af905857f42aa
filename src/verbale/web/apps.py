"""The pages as one Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "verbale.web"
    label = "web"
    verbose_name = "Pages"
