"""Reads expressions of FEEL as conditions on sources.

Whatever only compares its sources with constants is asked class by class. Sums of numbers and dates become terms.
What does more, such as a function of an open text, becomes a source of its own, of which the solver knows only what
follows where its argument is known; a witness that rests on it is searched for and tried.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from ..feel import Scope, Value, compile_expression, compile_unary_tests, tree
from ..feel.free import ITSELF, mentioned
from ..feel.scope import Exhausted
from ..feel.unary import Check
from .axis import UNKNOWN, Unknown
from .constants import constants, counts, folded, has, kinds_asked, length, orders, single, written
from .formula import Asked, Both, Branch, Compared, Formula, Is, Passes, Sum, Turned
from .reads import Reads
from .rewriting import mapped, substituted
from .source import Source
from .sums import sum_of

_CONDITIONS = (tree.Comparison, tree.Logic, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)


class Reader(Reads):
    """Reads expressions and cells as conditions."""

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
