"""An office at work, in a home and a database of its own."""

import pytest

from tests.carrier.channel import Channel
from tests.domain.cycle.bureau import Bureau, in_this_process, open_bureau
from verbale.domain.spine import party


@pytest.fixture
def bureau(db, home, clock, monkeypatch) -> Bureau:
    in_this_process(monkeypatch)
    return open_bureau(home, clock)


@pytest.fixture
def channel(bureau) -> Channel:
    return Channel(bureau, bureau.keys["THEIRS"])


@pytest.fixture
def folder(bureau, tmp_path):
    """The folder from which the partner takes our pouches."""
    made = tmp_path / "to-them"
    made.mkdir()
    party.set_folders(party=bureau.partner, carry_to=str(made), carry_from="", by=bureau.who("admin"), at=bureau.at())
    return made
