"""The journeys of the docs name functions that are there."""

import re
from importlib import import_module

import pytest

from tests.shared import ROOT

PAGES = ("JOURNEY.md", "SESSION.md")


def named(page: str) -> list[str]:
    return sorted(set(re.findall(r"`(verbale\.[\w.]+)`", (ROOT / "docs" / page).read_text("utf-8"))))


def exists(name: str) -> bool:
    """Whether a dotted name leads to something, through modules and what stands in them."""
    parts = name.split(".")
    for last in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:last]))
        except ModuleNotFoundError:
            continue
        for part in parts[last:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("page", PAGES)
def test_every_function_that_a_journey_names_is_there(page):
    found = named(page)
    assert len(found) > 20
    assert [name for name in found if not exists(name)] == []
