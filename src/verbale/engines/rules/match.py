"""Which of two sequences' members belong together: by keys, by likeness; and in which order to show them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence

Pairs = dict[int, int]
"""From the later sequence's indexes to the earlier one's."""


def matched(before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]]) -> Pairs:
    """Pairs of members by their keys: all that share the first key, then what is left by the second, and so on.

    A key that is empty matches nothing; where several share one, they are matched in order.
    """
    found: Pairs = {}
    for level in range(max(map(len, (*before, *after)), default=0)):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        taken = set(found.values())
        for index, keys in enumerate(before):
            if index not in taken and keys[level]:
                waiting[keys[level]].append(index)
        for index, keys in enumerate(after):
            if index not in found and keys[level] and waiting.get(keys[level]):
                found[index] = waiting[keys[level]].popleft()
    return found


def similar(pairs: Pairs, before: int, after: int, likeness: Callable[[int, int], float], least: float) -> Pairs:
    """The pairs, and those of what is left that are most alike, if they are as much alike as ``least``."""
    found, left = dict(pairs), [index for index in range(before) if index not in pairs.values()]
    for index in range(after):
        if index in found or not left:
            continue
        best = max(left, key=lambda one: (likeness(one, index), -abs(one - index)))
        if likeness(best, index) >= least:
            found[index] = best
            left.remove(best)
    return found


def in_order(before: int, after: int, pairs: Pairs) -> Iterable[tuple[int | None, int | None]]:
    """All members as pairs, in the order of the later sequence; what went stands where it stood."""
    gone = deque(index for index in range(before) if index not in pairs.values())
    for index in range(after):
        while index in pairs and gone and gone[0] < pairs[index]:
            yield gone.popleft(), None
        yield pairs.get(index), index
    yield from ((index, None) for index in gone)


def out_of_order(pairs: Pairs) -> set[int]:
    """The fewest members of the later sequence without which the others stand in their earlier order."""
    ends: list[int] = []
    lengths: dict[int, int] = {}
    for index in sorted(pairs):
        at = bisect_left(ends, pairs[index])
        ends[at : at + 1] = [pairs[index]]
        lengths[index] = at + 1
    wanted, stay = len(ends), set()
    last = float("inf")
    for index in sorted(pairs, reverse=True):
        if lengths[index] == wanted and pairs[index] < last:
            stay.add(index)
            wanted, last = wanted - 1, pairs[index]
    return set(pairs) - stay
