"""The addresses of the door; each view is given the caller, never a request that nobody signed."""

from django.urls import path, register_converter

from verbale.api.outbox import outbox, waiting_pouch
from verbale.api.pouch import pouch


class Sha256Converter:
    """A SHA-256 in lower-case hexadecimal."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("pouches/<sha256:sha256>", pouch, name="channel-pouch"),  # type: ignore[arg-type]
    path("outbox", outbox, name="channel-outbox"),  # type: ignore[arg-type]
    path("outbox/<sha256:sha256>", waiting_pouch, name="channel-outbox-pouch"),  # type: ignore[arg-type]
]
