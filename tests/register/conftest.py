"""One office for the rows of the register, and its partner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bounds import unhurried
from tests.domain.spine.other_side import OtherSide
from tests.register.office import Office
from tests.register.order import ByCommand, ByPage, Way
from tests.register.table import rows
from tests.web.desk import Desk, desk, pdf

__all__ = ["desk", "pdf", "unhurried"]


@pytest.fixture
def office(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: Any) -> Iterator[Office]:
    """The office whose pages and terminal tell one time. In the end, all that the row names must have been used."""
    monkeypatch.setattr("verbale.cli.sign_in.SystemClock", lambda: desk.clock)
    used = Office(desk, tmp_path / "state")
    yield used
    (row,) = [row for row in rows() if row.test == request.node.name]
    assert (set(row.pages) - used.pages, set(row.commands) - used.commands) == (set(), set())


@pytest.fixture
def ways(office: Office) -> tuple[Way, ...]:
    """Both ways of doing the same."""
    return ByPage(office), ByCommand(office)


@pytest.fixture
def paper(pdf: bytes, tmp_path: Path) -> Path:
    """A sound PDF of two pages on this machine."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return path


@pytest.fixture
def theirs(office):
    """The partner's side of agreed texts; ours are approved by the committee, so by carl."""
    return OtherSide(office.desk.partner, office.desk.tick)
