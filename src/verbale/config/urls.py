"""The addresses of the node's pages."""

from django.urls import include, path

urlpatterns = [path("", include("verbale.web.urls"))]
