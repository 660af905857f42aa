"""Whether the node's pages and its database answer, for whatever watches over them."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from verbale.web.access import without_signing_in


@without_signing_in
def healthy(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


urlpatterns = [path("healthz", healthy, name="health")]
