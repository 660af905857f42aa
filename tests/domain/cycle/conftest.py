"""An office at work, in a home and a database of its own."""

import pytest

from tests.bounds import unhurried
from tests.domain.cycle.bureau import Bureau, in_this_process, open_bureau

__all__ = ["unhurried"]


@pytest.fixture
def bureau(db, home, clock, monkeypatch) -> Bureau:
    in_this_process(monkeypatch)
    return open_bureau(home, clock)
