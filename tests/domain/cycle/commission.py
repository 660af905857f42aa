"""A commission whose statute is in force with any terms, for the tests of what follows from them."""

from typing import Any

from tests.domain.cycle.sitting import found, govern
from verbale.records.text import Text


def with_statute(bureau: Any, commission: Text | None = None, **terms: Any) -> Text:
    """A commission that both sides founded, whose statute has these terms."""
    commission = commission or found(bureau)
    govern(bureau, commission, **terms)
    return commission
