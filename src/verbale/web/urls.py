"""The addresses of the pages, noun by noun."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
