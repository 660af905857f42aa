"""Names kept by language, as pages choose one of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from verbale.records.record import in_language

SHOWN = "{% load verbale %}{% texts names %}"
ALL = {"de": "Akademie", "en": "Academy", "ru": "Академия", "zh": "科学院"}


def of(*languages: str) -> dict[str, str]:
    return {one: ALL[one] for one in languages}


@pytest.mark.parametrize(
    ("names", "read_in", "ours", "shown"),
    [
        (ALL, "zh-hans", ["ru", "en"], "科学院"),
        (of("de", "en", "ru"), "zh-hans", ["zh", "ru"], "Академия"),
        (of("de", "en"), "zh-hans", ["zh", "ru"], "Academy"),
        (of("de"), "zh-hans", ["zh", "ru"], "Akademie"),
        (of("ru") | {"en": ""}, "en", [], "Академия"),
        ({}, "en", ["zh"], ""),
    ],
)
def test_a_name_is_in_the_readers_language_else_in_one_of_the_office(names, read_in, ours, shown):
    request = SimpleNamespace(office=SimpleNamespace(languages=ours))
    with translation.override(read_in):
        assert Template(SHOWN).render(Context({"names": names, "request": request})) == shown


def test_where_no_office_is_known_english_stands_in():
    with translation.override("zh-hans"):
        assert Template(SHOWN).render(Context({"names": of("de", "en")})) == "Academy"
    assert in_language(of("de", "ru"), "zh") == "Akademie"
