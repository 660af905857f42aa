"""Adding number words in the order in which European languages say them."""

from dataclasses import dataclass, field
from fractions import Fraction

_ONE = Fraction(1)


@dataclass(slots=True)
class Tally:
    """Takes addends below a thousand from large to small, and scales (thousand, million …) from large to small.

    What does not fit in that order is refused, and begins a number of its own: "two three" are two numbers.
    """

    total: Fraction = field(default=Fraction(0))
    group: Fraction | None = None
    room: int = 1000  #: the next addend is smaller than this
    scales: int = 10**24  #: the next scale is smaller than this

    @property
    def empty(self) -> bool:
        """Nothing was taken yet."""
        return self.group is None and not self.total

    @property
    def value(self) -> Fraction:
        """What was taken so far."""
        return self.total + (self.group or 0)

    def figure(self, value: Fraction) -> bool:
        """Take a number in digits: it may be scaled, but nothing is added to it."""
        if self.group is not None or (self.total and value >= min(self.scales, 1000)):
            return False
        self.group, self.room = value, 0
        return True

    def add(self, value: int) -> bool:
        """Take an addend: a unit, a teen, tens or hundreds."""
        if not self._fits(value):
            return False
        self.group = (self.group or 0) + Fraction(value)
        self.room = 0 if value < 20 else 10 if value < 100 else 100
        if value >= 20 and value % 10:
            self.room = 0
        return True

    def hundred(self) -> bool:
        """Take "hundred" after the number of hundreds, or alone."""
        group = _ONE if self.group is None and self.room >= 1000 else self.group
        if group is None or not 1 <= group < 100 or group % 10 == 0 or self.room == 100:
            return False
        self.group, self.room = group * 100, 100
        return True

    def scale(self, scale: int) -> bool:
        """Take a scale after its number, or alone for one of it."""
        if scale >= self.scales or self.group == 0:
            return False
        self.total += (_ONE if self.group is None else self.group) * scale
        self.group, self.room, self.scales = None, 1000, scale
        return True

    def _fits(self, value: int) -> bool:
        if value == 0:
            return self.empty
        return value < min(self.room, self.scales)
