"""What expressions read of a record: inputs and their members, and functions of these that the solver does not know."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..check.kinds import kinds
from ..feel import Value, tree
from ..feel.free import CLOCK, mentioned
from ..feel.temporal import Date
from ..feel.types import ANY, ContextType, Simple, Type
from ..feel.values import Function
from .constants import USUAL, asks_for_lists, constants, is_list, path_of
from .functions import known_of
from .rewriting import mapped
from .source import Source

_STRUCTURE = (
    tree.Logic, tree.If, tree.Comparison, tree.Between, tree.In, tree.InstanceOf, tree.Interval, tree.ListOf,
    tree.Tests, tree.Test,
)  # fmt: skip


class Reads:
    """``roots`` are the inputs and tables that names stand for; ``decided`` those of them that are tables. What is read
    is put among ``sources``.
    """

    def __init__(
        self,
        sources: dict[str, Source],
        roots: Mapping[str, Type],
        decided: frozenset[str],
        functions: dict[str, Value],
        tag: str = "",
    ) -> None:
        self._sources, self._roots, self._decided = sources, roots, decided
        self.functions, self.tag, self.types = functions, tag, roots

    def source(self, node: tree.Node) -> Source | None:
        """What a name or path reads of the record, if it does."""
        if isinstance(node, tree.Name):
            if node.name in self._sources:
                return self._sources[node.name]
            return self._input((node.name,)) if node.name in self._roots else None
        path = path_of(node)
        return self._input(path) if path and path[0] in self._roots and path[0] not in self._decided else None

    def _input(self, path: tuple[str, ...]) -> Source | None:
        of = self._admitted(path)
        if of == Simple("Null"):
            return None
        decided = path[0] in self._decided
        key = self.tag + path[0] if decided else ".".join(path)
        source = self._sources.get(key)
        if source is None:
            source = self._sources[key] = Source(key, of, path, decided=decided, told=path[0] if decided else key)
        elif of != source.of and of not in source.also:
            source.also.append(of)
        return source

    def admit(self) -> None:
        """What is admitted here counts for every source, also for those that only another reader of them asks for."""
        for source in self._sources.values():
            if source.path and not source.decided and source.path[0] in self._roots:
                of = self._admitted(source.path)
                if of != source.of and of not in source.also:
                    source.also.append(of)

    def _admitted(self, path: tuple[str, ...]) -> Type:
        """The type at the end of a path; that of null where there is no value but a context, or none at all."""
        of = self._roots[path[0]]
        for member in path[1:]:
            of = dict(of.members).get(member, Simple("Null")) if isinstance(of, ContextType) else Simple("Null")
        return Simple("Null") if isinstance(of, ContextType) else of

    def named(self, node: Any) -> Any:
        """A name for what reads a source; None for any other node."""
        source = self.source(node) if isinstance(node, tree.Name | tree.Path) else None
        return None if source is None else tree.Name(source.key)

    def _sources_in(self, node: tree.Node) -> list[Source]:
        found: dict[str, Source] = {}

        def seen(each: Any) -> Any:
            source = self.source(each) if isinstance(each, tree.Name | tree.Path) else None
            if source is not None:
                found[source.key] = source
                return each
            return None

        mapped(node, seen)
        return list(found.values())

    def _isolated(self, node: Any) -> Any:
        """The tree with its sources as names, and with what does more than compare as sources of their own."""
        if self._refs(node, frozenset()) is not None:
            return mapped(node, self.named)
        if isinstance(node, _STRUCTURE):
            made = mapped(node, lambda each: None if each is node else self._isolated(each))
            if self._refs(made, frozenset()) is not None:
                return made
        if isinstance(node, tree.Test | tree.Tests):
            return mapped(node, self.named)
        return tree.Name(self._unknown(node).key)

    def _unknown(self, node: tree.Expression) -> Source:
        plain = mapped(node, self.named)
        key = f"({len(self._sources) + 1})"
        for known in self._sources.values():
            if known.made == plain:
                return known
        base = tuple(self._sources_in(node))
        types = {source.key: source.of for source in base}
        total, within = known_of(plain, base)
        own = kinds(plain, types) if within is None else (Decimal,)
        made = Source(key, _type_of(own), made=plain, base=base, told=self._told(node, base), functions=self.functions)
        made.strange = () if own else USUAL[:3]
        made.total, made.within = total, within
        made.stepwise = self._is_stepwise(plain, base)
        for source in base:
            for each in constants(plain):
                source.mark(each)
        self._sources[key] = made
        return made

    def _told(self, node: tree.Node, base: tuple[Source, ...]) -> str:
        of = ", ".join(source.told for source in base)
        if isinstance(node, tree.Call) and isinstance(node.function, tree.Name):
            known = self.functions.get(node.function.name)
            return f"{known.name if isinstance(known, Function) else node.function.name}({of})"
        return f"an expression over {of}" if of else "an expression"

    def _is_stepwise(self, node: tree.Expression, base: tuple[Source, ...]) -> bool:
        """Whether a function is the same between two values of its argument that are known beforehand."""
        match node:
            case tree.Path(tree.Name(), "year"):
                return bool(base) and base[0].kinds == (Date,)
            case tree.Call(tree.Name("starts with"), (tree.Name(), tree.Literal(str() as begin)), None) if begin:
                (source,) = base or (None,)
                if source is None or source.kinds != (str,) or ord(begin[-1]) >= sys.maxunicode:
                    return False
                source.ordered = True
                source.mark(begin)
                source.mark(begin[:-1] + chr(ord(begin[-1]) + 1))
                return True
        return False

    def _refs(self, node: Any, own: frozenset[str]) -> int | None:
        """How many open values a node hands on; None where it does more with one than compare it."""
        if isinstance(node, tree.Name) and node.name in own:
            return 1
        source = self.source(node) if isinstance(node, tree.Name | tree.Path) else None
        if source is not None:
            return int(source.is_open)
        if mentioned(node) & CLOCK:
            return None
        if not mentioned(node) & own and not self._sources_in(node):
            return 0
        match node:
            case tree.Comparison() | tree.Between() | tree.In() | tree.InstanceOf():
                found = self._summed(node, own)
                return None if found is None or found > 1 else 0
            case tree.Call(tree.Name("list contains"), (_, item)) if is_list(item):
                return None
            case tree.Call(tree.Name("list contains"), (_, _)) | tree.Logic() | tree.Call(tree.Name("not"), (_,)):
                found = self._summed(node, own)
                return None if found is None or found > 1 + isinstance(node, tree.Logic) else 0
            case tree.If(condition, then, otherwise):
                parts = [self._refs(each, own) for each in (condition, then, otherwise)]
                return None if None in parts else max(parts[1] or 0, parts[2] or 0)
            case tree.Interval() | tree.ListOf() | tree.Test() | tree.Tests() | tree.Call(tree.Name("count"), (_,)):
                return self._summed(node, own)
            case tree.Quantified(_, (tree.Iterator(name, source_, None),), condition):
                listed = self.source(source_)
                inside = None if asks_for_lists(condition) else self._refs(condition, own | {name})
                return 0 if listed is not None and inside is not None else None
        closed = not mentioned(node) & own and not any(each.is_open for each in self._sources_in(node))
        return 0 if closed else None

    def _summed(self, node: tree.Node, own: frozenset[str]) -> int | None:
        parts = [self._refs(each, own) for each in tree.children(node)]
        return None if None in parts else sum(each or 0 for each in parts)


def _type_of(own: tuple[type, ...]) -> Type:
    for kind, name in ((bool, "boolean"), (Decimal, "number"), (str, "string")):
        if own == (kind,):
            return Simple(name)
    return ANY
