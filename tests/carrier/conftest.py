"""An office at work, in a home and a database of its own."""

import pytest

from tests.carrier.channel import Channel
from tests.domain.cycle.bureau import Bureau, in_this_process, open_bureau


@pytest.fixture
def bureau(db, home, clock, monkeypatch) -> Bureau:
    in_this_process(monkeypatch)
    return open_bureau(home, clock)


@pytest.fixture
def channel(bureau) -> Channel:
    return Channel(bureau, bureau.keys["THEIRS"])
