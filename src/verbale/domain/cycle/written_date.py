"""Dates as people write them, brought into the form in which they are kept."""

from __future__ import annotations

from verbale.engines.report import read_date
from verbale.kernel.errors import WrongUse
from verbale.kernel.imprecise import ImpreciseDate


def as_kept(text: str) -> str:
    """The date that a text means: in figures as it is kept, or written out in one of the five languages.

    “10 March 2027”, “10.3.2027”, “by the end of 1988”, “2027年3月10日” are read; what may mean two days, as 3/10/2027,
    is refused like any other text that is no date. Raises NoDate.
    """
    try:
        return str(ImpreciseDate.read(text))
    except WrongUse:
        found = read_date(text)
        if found is None:
            raise
        return str(ImpreciseDate.read(found))
