"""What a decision sees: facts that are the same for all records, and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..feel import Scope, Value, compile_expression, tree
from ..feel.free import CLOCK, ITSELF, free_names, mentioned
from ..feel.scope import Budget, Exhausted
from ..feel.temporal import DateTime
from ..model import Knowledge
from .errors import Outside
from .source import Source

_COMPUTED = tree.Arithmetic | tree.Negation | tree.Path | tree.Call | tree.Quantified | tree.Filter | tree.If
Derive = Callable[[tree.Node, "Names"], Source | None]


@dataclass(frozen=True, slots=True)
class Names:
    """Constants with their values, and sources by name. ``made`` keeps the derived ones; ``now`` is what clocks say."""

    constants: Mapping[str, Value]
    sources: Mapping[str, Source]
    made: dict[str, Source]
    derive: Derive
    """The source of what a node computes, or None. It asks these names for the node's parts, so it is handed in."""
    now: DateTime | None = None
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    """Knowledge models by the names by which they are called; constants, too, have their functions."""
    sizes: dict[tree.Node, int] = field(default_factory=dict)
    """Of expressions when they are written out, as found so far."""

    def scope(self, known: Mapping[str, Value] | None = None) -> Scope:
        """A scope of the constants and of what is known besides."""
        return Scope({**self.constants, **known} if known else self.constants, Budget(self.now))

    def needs_clock(self, node: tree.Node) -> bool:
        """Whether nobody said what a node asks of the clock."""
        return self.now is None and not CLOCK.isdisjoint(mentioned(node))

    def hides(self, name: str) -> bool:
        """Whether a fact bears the name of a function, which then cannot be called."""
        return name in self.constants or name in self.sources

    def is_constant(self, node: tree.Node) -> bool:
        """Whether a node reads nothing of the record."""
        words = mentioned(node)
        if ITSELF in words or words & self.sources.keys() or self.needs_clock(node):
            return False
        return free_names(node) <= self.constants.keys()

    def value(self, node: tree.Expression) -> Value:
        """The value of a constant node; `Outside` where it gives a fault."""
        scope = self.scope()
        try:
            found = compile_expression(node)(scope)
        except Exhausted as limit:
            raise Outside(str(limit)) from limit
        if scope.budget.faults:
            raise Outside(scope.budget.faults[0])
        return found

    def keep(self, source: Source) -> Source:
        """A derived source, as it is known already where it is."""
        return self.made.setdefault(source.name, source) if source.name.startswith("=") else source

    def source(self, node: tree.Node) -> Source | None:
        """The source that a node reads, a column or what can be computed from columns; None for anything else."""
        if isinstance(node, tree.Name):
            return self.sources.get(node.name)
        if not isinstance(node, _COMPUTED) or self.is_constant(node):
            return None
        key = f"={node}"
        if key not in self.made:
            found = self.derive(node, self)
            if found is None:
                return None
            found.name = key
            self.made[key] = found
        return self.made[key]
