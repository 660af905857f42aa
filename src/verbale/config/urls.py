"""The addresses of the node's pages, and of its door for partners' carriers."""

from django.urls import include, path

urlpatterns = [path("channel/v1/", include("verbale.api.urls")), path("", include("verbale.web.urls"))]
