"""Reads expressions of FEEL as conditions on sources.

Whatever only compares its sources with constants is asked class by class. Sums of numbers and dates become terms.
What does more, such as a function of an open text, becomes a source of its own, of which the solver knows only what
follows where its argument is known; a witness that rests on it is searched for and tried.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from ..check.kinds import kinds
from ..feel import Scope, Value, compile_expression, compile_unary_tests, tree
from ..feel.free import CLOCK, ITSELF, mentioned
from ..feel.scope import Exhausted
from ..feel.temporal import Date
from ..feel.types import ANY, ContextType, Simple, Type
from ..feel.unary import Check
from ..feel.values import Function
from .axis import UNKNOWN, Unknown
from .constants import (
    USUAL,
    asks_for_lists,
    constants,
    counts,
    folded,
    has,
    is_list,
    kinds_asked,
    length,
    orders,
    path_of,
    single,
    written,
)
from .formula import Asked, Both, Branch, Compared, Formula, Is, Passes, Sum, Turned
from .functions import known_of
from .rewriting import mapped, substituted
from .source import Source
from .sums import sum_of

_STRUCTURE = (
    tree.Logic, tree.If, tree.Comparison, tree.Between, tree.In, tree.InstanceOf, tree.Interval, tree.ListOf,
    tree.Tests, tree.Test,
)  # fmt: skip
_CONDITIONS = (tree.Comparison, tree.Logic, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)


class Reader:
    """``roots`` are the inputs and tables that names stand for; ``inlined`` the expressions that others stand for."""

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

    def formula(self, node: tree.Expression) -> Formula:
        """What an expression says as a condition."""
        match node:
            case tree.Logic(operator, left, right):
                return Both(operator == "or", self.formula(left), self.formula(right))
            case tree.If(condition, then, otherwise):
                return Branch(self.formula(condition), self.formula(then), self.formula(otherwise))
            case tree.Call(tree.Name("not"), (operand,)):
                return Turned(self.formula(operand))
            case tree.Comparison("=" | "!=" as operator, left, tree.Literal(None | True | False as value)) if (
                isinstance(left, _CONDITIONS)
            ):
                made = Is(self.formula(left), value)
                return made if operator == "=" else Turned(made)
            case tree.Comparison(operator, left, right):
                return self._compared(operator, left, right) or self.asked(node)
            case tree.Between(value, low, high):
                parts = [self._compared(">=", value, low), self._compared("<=", value, high)]
                return Both(False, parts[0], parts[1]) if parts[0] and parts[1] else self.asked(node)
        return self.asked(node)

    def cell(self, column: tree.Expression, tests: tree.Tests, text: str = "", check: Check | None = None) -> Formula:
        """Whether a cell lets pass what its column gives; ``check`` is its closure, if there is one already."""
        plain = self._plain(column, tests, text, check)
        if plain is not None:
            return plain
        if not text or "(" in text:
            tests = mapped(tests, folded)
        if self._is_simple(column, tests):
            return self._cell(column, tests)
        return Passes(tuple(self._test(column, each) for each in tests.tests), tests.negated)

    def _plain(self, column: tree.Expression, tests: tree.Tests, text: str, check: Check | None) -> Asked | None:
        """A cell of constants over a source itself: what most cells are, on a short way."""
        source = self.source(column) if isinstance(column, tree.Name) else None
        if source is not None and text in source.cells:
            known: Asked = source.cells[text]
            return known
        found = [written(test) for test in tests.tests]
        if source is None or source.is_list or None in found:
            return None
        values = tuple(value for each in found if each is not None for value in each)
        for value in values:
            source.mark(value)
        source.ordered = source.ordered or orders(tests)
        passes = check or compile_unary_tests(tests)

        def ask(given: tuple[Any, ...]) -> Any:
            return given[0] if isinstance(given[0], Unknown) else passes(given[0], Scope({}))

        made = Asked((source,), values, ask)
        if text:
            source.cells[text] = made
        return made

    def asked(self, node: tree.Expression) -> Asked:
        """An expression as something to be asked for its value."""
        plain = self._isolated(node)
        sources = self._marked(plain)
        run = compile_expression(plain)
        return Asked(sources, self._compares(plain), self._ask(sources, run))

    def _missing(self, operator: str, of: Sum) -> Formula:
        """Whether a sum is null, as it is where one of its parts is."""
        parts: list[Formula] = [
            self.asked(tree.Comparison(operator, tree.Name(each.key), tree.Literal(None))) for each, _ in of.terms
        ]
        return reduce(lambda one, other: Both(operator == "=", one, other), parts[1:], parts[0])

    def _compared(self, operator: str, left: tree.Expression, right: tree.Expression) -> Formula | None:
        one, two = sum_of(left, self.source), sum_of(right, self.source)
        nothing = tree.Literal(None)
        if operator in ("=", "!=") and nothing in (left, right):
            known = one if right == nothing else two
            return self._missing(operator, known) if known is not None and not known.plain and known.terms else None
        if one is None or two is None or one.kind != two.kind or not (one.terms or two.terms):
            return None
        if one.plain and two.plain and not (one.terms and two.terms):
            return None
        for source, _ in (*one.terms, *two.terms):
            source.real = True
        return Compared(operator, one, two)

    def _is_simple(self, column: tree.Expression, tests: tree.Tests) -> bool:
        found = sum_of(column, self.source)
        if found is not None and found.terms and not found.plain:
            return False
        if not self._is_open(column):
            return True
        return not any(map(self._sources_in, tests.tests)) and self._refs(tests, frozenset((ITSELF,))) is not None

    def _is_open(self, column: tree.Expression) -> bool:
        return any(source.is_open for source in self._sources_in(column))

    def _cell(self, column: tree.Expression, tests: tree.Tests) -> Asked:
        seen = self._isolated(column)
        plain = mapped(tests, self.named)
        sources = self._marked(tree.In(seen, plain))
        read, check = compile_expression(seen), compile_unary_tests(plain)
        constants = self._compares(tree.In(tree.Name(ITSELF), plain)) if isinstance(seen, tree.Name) else None
        if isinstance(seen, tree.Name) and seen.name == ITSELF:
            constants = None
        return Asked(sources, constants, self._ask(sources, lambda scope: check(read(scope), scope)))

    def _test(self, column: tree.Expression, test: tree.Test | tree.Expression) -> Formula:
        match test:
            case tree.Test(operator, operand):
                return self.formula(tree.Comparison(operator, column, operand))
            case tree.Interval(low, low_in, high, high_in, "") if low is not None and high is not None:
                above = tree.Comparison(">=" if low_in else ">", column, low)
                below = tree.Comparison("<=" if high_in else "<", column, high)
                return self.formula(tree.Logic("and", above, below))
            case tree.Literal() | tree.Negation():
                return self.formula(tree.Comparison("=", column, test))
        if ITSELF in mentioned(test) and not isinstance(test, tree.Test):
            return self.formula(substituted(test, {ITSELF: column}))
        if isinstance(test, tree.Name) and not any(source.is_list for source in self._sources_in(test)):
            return self.formula(tree.Comparison("=", column, test))
        return self.asked(tree.In(column, tree.Tests((test,))))

    def source(self, node: tree.Node) -> Source | None:
        """What a name or path reads of the record, if it does."""
        if isinstance(node, tree.Name):
            if node.name in self._sources:
                return self._sources[node.name]
            return self._input((node.name,)) if node.name in self._roots else None
        path = path_of(node)
        return self._input(path) if path and path[0] in self._roots and path[0] not in self._decided else None

    def _input(self, path: tuple[str, ...]) -> Source | None:
        of = self._roots[path[0]]
        for member in path[1:]:
            of = dict(of.members).get(member, Simple("Null")) if isinstance(of, ContextType) else Simple("Null")
        if of == Simple("Null") or isinstance(of, ContextType):
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

    def _marked(self, whole: tree.Node) -> tuple[Source, ...]:
        """The sources in a node, told what constants it compares with them."""
        sources = self._sources_in(whole)
        marked = constants(whole)
        ordering = orders(whole)
        named = [each for constant in marked for each in single(constant)]
        longest = max(map(length, named), default=0) if counts(whole) else 0
        strange = kinds_asked(whole)
        for source in sources:
            source.ordered |= ordering
            source.longest = max(source.longest, longest)
            source.strange = tuple(dict.fromkeys((*source.strange, *strange)))
            for each in marked if not self._only_counted(whole, source) else ():
                if not source.is_list and isinstance(each, tuple):
                    for item in each:
                        source.mark(item)
                else:
                    source.mark(each)
        return tuple(sources)

    def _only_counted(self, node: tree.Node, source: Source) -> bool:
        """Whether a tree asks for no more than how many items a list has."""

        def apart(each: Any) -> Any:
            counted = isinstance(each, tree.Call) and each.function == tree.Name("count") and each.names is None
            found = [self.source(one) for one in each.arguments] if counted else []
            return tree.Literal(None) if found == [source] else None

        if isinstance(node, tree.In) and all(ITSELF in mentioned(each) for each in tree.children(node.tests)):
            node = substituted(node.tests, {ITSELF: node.value})
        return source.is_list and source not in self._sources_in(mapped(node, apart))

    def _compares(self, node: tree.Node) -> tuple[Value, ...] | None:
        """The constants of a tree that does no more than compare; None for any other."""
        plain = (tree.Call, tree.Arithmetic, tree.Path, tree.Filter, tree.For, tree.Quantified, tree.FunctionOf)
        if has(node, plain):
            return None
        return tuple(value for each in constants(node) for value in single(each))

    def _ask(self, sources: tuple[Source, ...], run: Callable[[Scope], Value]) -> Callable[[tuple[Any, ...]], Any]:
        functions, keys = self.functions, tuple(source.key for source in sources)

        def ask(values: tuple[Any, ...]) -> Any:
            if any(isinstance(each, Unknown) for each in values):
                return UNKNOWN
            try:
                return run(Scope({**functions, **dict(zip(keys, values, strict=True))}))
            except Exhausted:
                return UNKNOWN

        return ask


def _type_of(own: tuple[type, ...]) -> Type:
    for kind, name in ((bool, "boolean"), (Decimal, "number"), (str, "string")):
        if own == (kind,):
            return Simple(name)
    return ANY
