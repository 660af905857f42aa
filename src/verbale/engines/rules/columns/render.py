"""A tree of boxes as one ibis expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis

from .axis import Axis
from .boxes import Box
from .growth import Listed, Tree
from .masks import WORD, Word
from .order import Column
from .related import Sets

CODE = "int32"


@dataclass(frozen=True, slots=True)
class Rendering:
    """``columns`` are those of the axes, ``words`` the masks with theirs."""

    axes: Sequence[Axis]
    columns: Sequence[Column]
    words: Mapping[Word, Column]

    def case(self, tree: Tree) -> Column:
        """One CASE, with cases in it where the tree parts; it gives the number of a rule or another code."""
        if isinstance(tree, Listed):
            made = [(self._inside(box, tree.domain), ibis.literal(box.action, CODE)) for box in tree.boxes]
            last = ibis.literal(tree.otherwise, CODE)
        else:
            *told, (_, left) = tree.branches
            made = [(self._among(tree.axis, bits, tree.domain[tree.axis]), self.case(below)) for bits, below in told]
            last = self.case(left)
        return ibis.cases(*made, else_=last) if made else last

    def _among(self, axis: int, bits: int, domain: int) -> Column:
        for word, column in self.words.items():
            for each in word.packed:
                if each.axis == axis:
                    return (column & ibis.literal(each.inside(bits), WORD)) != 0
        return self.axes[axis].condition(self.columns[axis], bits, domain)

    def _inside(self, box: Box, domain: Sets) -> Column:
        packed = {each.axis for word in self.words for each in word.packed}
        outside = [(column, word.outside(box)) for word, column in self.words.items()]
        found = [(column & ibis.literal(bits, WORD)) == 0 for column, bits in outside if bits]
        asked = [at for at in range(len(self.axes)) if at not in packed and domain[at] & ~box.sets[at]]
        asked.sort(key=lambda at: self.axes[at].cost(box.sets[at]))
        found += [self.axes[at].condition(self.columns[at], box.sets[at], domain[at]) for at in asked]
        return reduce(lambda one, two: one & two, found) if found else ibis.literal(True)
