"""A fact tested against others of its kind, all of them at once: ranges with facts for ends, lists of facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..feel import tree
from .names import Names
from .pair import beside
from .source import Source, left, right

Tested = tree.Test | tree.Expression


class Star:
    """Tests of one source, rewritten so that they read pairs of it and what each compares it with.

    ``found`` gathers the pairs; ``middle`` is the name under which an expression sees the source itself.
    """

    def __init__(self, source: Source | None, names: Names, found: dict[str, Source]) -> None:
        self._source, self._names, self._found = source, names, found
        self.middle = ""

    def tests(self, tests: tuple[Tested, ...]) -> tuple[Tested, ...] | None:
        """All tests, or None where one of them does more."""
        made = [self.test(each) for each in tests]
        return None if any(each is None for each in made) else tuple(each for each in made if each is not None)

    def test(self, test: Tested) -> Tested | None:
        """One test; None where it does more than compare with facts and constants of its kind."""
        if isinstance(test, tree.Interval):
            return self._interval(test)
        if isinstance(test, tree.Test):
            operand = self.operand(test.operand)
            return None if operand is None else replace(test, operand=operand)
        return self.operand(test)

    def operand(self, node: tree.Expression) -> tree.Name | None:
        """What the source is compared with, as the right side of a pair."""
        pair = beside(self._source, node, self._names)
        if pair is None:
            return None
        self._found[pair.alias] = pair
        self.middle = left(pair)
        return tree.Name(right(pair))

    def _interval(self, test: tree.Interval) -> tree.Interval | None:
        low, high = (None if end is None else self.operand(end) for end in (test.low, test.high))
        if (low is None) is not (test.low is None) or (high is None) is not (test.high is None):
            return None
        return replace(test, low=low, high=high)


def starred(
    source: Source | None, names: Names, found: dict[str, Source], make: Callable[[Star], tree.Expression | None]
) -> tree.Expression | None:
    """What ``make`` builds of a star; its pairs are kept only if it builds something."""
    own: dict[str, Source] = {}
    made = make(Star(source, names, own))
    if made is not None:
        found.update(own)
    return made
