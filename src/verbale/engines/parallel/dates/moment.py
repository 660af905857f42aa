"""A date as a text gives it: which of year, month and day it names, and which part of them it means."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace

PARTS = ("early", "mid", "late")


@dataclass(frozen=True, slots=True)
class Moment:
    """What is named of a date; ``part`` is early, mid or late where only a part of it is meant, ``by``: until then."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    by: bool = False

    @property
    def possible(self) -> bool:
        """Whether a calendar knows it."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return self.year is not None or self.month is not None
        longest = calendar.monthrange(self.year or 2000, self.month)[1] if self.month else 31
        return 1 <= self.day <= longest

    def filled(self, other: Moment) -> Moment:
        """This date with what it leaves out taken from the one it shares a phrase with."""
        if self.day is not None and self.month is None:
            return replace(self, month=other.month, year=other.year)
        return replace(self, year=self.year or other.year)

    @property
    def edtf(self) -> str:
        """The date as EDTF has it, so far as it has a form."""
        base = self._base
        if self.part == "late" and self.by and self.year and not self.day:
            last = calendar.monthrange(self.year, self.month or 12)[1]
            return f"../{self.year:04}-{self.month or 12:02}-{last:02}"
        return ("../" if self.by else "") + base + (f" {self.part}" if self.part else "")

    @property
    def _base(self) -> str:
        if self.year is not None:
            base = f"{self.year:04}"
            base += f"-{self.month:02}" if self.month else ""
        else:
            base = f"--{self.month:02}" if self.month else "--"
        return base + (f"-{self.day:02}" if self.day else "")


def year_of(written: int) -> int:
    """The year that two digits mean: papers of this kind are of the twentieth century."""
    return written + 1900 if written < 100 else written


def half_of(year: int | None, half: int) -> str:
    """The first or second half of a year."""
    if year is None:
        return f"--H{half}"
    return f"{year:04}-01/{year:04}-06" if half == 1 else f"{year:04}-07/{year:04}-12"


def quarter_of(year: int | None, quarter: int) -> str:
    """One of the four quarters of a year."""
    if year is None:
        return f"--Q{quarter}"
    return f"{year:04}-{3 * quarter - 2:02}/{year:04}-{3 * quarter:02}"
