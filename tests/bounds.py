"""Bounds of time that pages set themselves, lifted for tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.patience import PATIENCE

BOUNDS = (
    "domain.cycle.what_it_takes.SECONDS",
    "web.policy_again.SECONDS",
    "web.policy_draft_act.SECONDS",
    "web.rulebook_editor.SECONDS",
    "web.rulebook_findings.SECONDS_FOR_CASES",
    "web.rulebook_proved.SECONDS",
    "web.rulebook_proved.SECONDS_FOR_PROPERTIES",
)
"""How long a page looks before it answers with what it has."""


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Pages take the time they need, so that what they find depends on no machine; a test of a bound sets it itself."""
    with pytest.MonkeyPatch.context() as patch:
        for bound in BOUNDS:
            patch.setattr(f"verbale.{bound}", float(PATIENCE))
        yield
