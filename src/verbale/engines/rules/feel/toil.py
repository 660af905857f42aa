"""How dear one evaluation of an expression is."""

from __future__ import annotations

from . import tree


def toil(node: tree.Node) -> int:
    """The steps of one evaluation: a turn of a loop or a call, dearer the more there is to evaluate."""
    count, waiting = 0, [node]
    while waiting:
        count += 1
        waiting += tree.children(waiting.pop())
    return 1 + (count >> 3)
