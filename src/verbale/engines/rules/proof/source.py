"""What a question reads of a record: inputs and members of inputs, and what unknown functions make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any

from ..feel import Scope, Value, compile_expression, parse_unary_tests, tree
from ..feel.scope import Run
from ..feel.syntax import SyntaxFault
from ..feel.temporal import MAX_YEAR, Date
from ..feel.types import ANY, NAMES, Constrained, ContextType, ListType, Simple, Type, checker
from ..feel.values import Range
from .axis import Axis, Class, Lists, TooManyClasses, scalar_classes
from .limits import Limits


@dataclass(eq=False)
class Source:
    """``path`` leads to a value in the facts; ``made`` is set instead where a function makes it, over ``base``.

    ``decided``: the outputs of a decision before, whose classes are found when its table is written down. ``gathered``:
    what a table makes of all the rules that match, which is said when it is written down. ``stepwise``: a function that
    is the same for all values of a class of its base. ``cells`` of constants that ask for it, by their text.
    ``strange``: the kinds that it is asked for, and some others. ``total``: a function that is null just where its
    argument is. ``within``: the numbers between which it lies.
    """

    key: str
    of: Type
    path: tuple[str, ...] = ()
    made: tree.Expression | None = None
    base: tuple[Source, ...] = ()
    decided: bool = False
    gathered: bool = False
    items: tuple[Value, ...] = ()
    stepwise: bool = False
    constants: dict[str, Value] = field(default_factory=dict)
    longest: int = 0
    ordered: bool = False
    real: bool = False
    told: str = ""
    also: list[Type] = field(default_factory=list)
    cells: dict[str, Any] = field(default_factory=dict)
    functions: Mapping[str, Value] = field(default_factory=dict)
    strange: tuple[type, ...] = ()
    total: bool = False
    within: tuple[Decimal, Decimal] | None = None
    axis: Axis = field(init=False)

    @cached_property
    def kinds(self) -> tuple[type, ...]:
        """The classes of its values that its type allows; none where it says nothing."""
        return _kinds(self.of)

    @property
    def is_list(self) -> bool:
        return tuple in self.kinds

    @cached_property
    def is_open(self) -> bool:
        """Whether a class may hold several values."""
        return not (self.decided or self.kinds == (bool,) or self._listed)

    @cached_property
    def _listed(self) -> bool:
        """A type that lists all its values."""
        tests = _tests(self.of)
        return bool(tests) and all(
            tests_.tests and not tests_.negated and all(isinstance(each, tree.Literal) for each in tests_.tests)
            for tests_ in tests[:1]
        )

    def read(self, facts: Mapping[str, Value]) -> Value:
        """Its value in a record; null where that has none."""
        found: Value = dict(facts)
        for name in self.path:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def of_base(self, values: Mapping[str, Value]) -> Value:
        """What a function makes of the values of its base, by key; null where it gives up."""
        return self._run(Scope({**self.functions, **values}))

    @cached_property
    def _run(self) -> Run:
        return compile_expression(self.made or tree.Literal(None))

    def mark(self, constant: Value) -> None:
        """An expression compares with this constant."""
        if isinstance(constant, Range):
            self.mark(constant.low)
            self.mark(constant.high)
        elif isinstance(constant, tuple):
            self.constants[repr(constant)] = constant
            for each in constant:
                self.mark(each)
        elif constant is not None:
            self.constants[repr(constant)] = constant
            if self.stepwise and isinstance(constant, Decimal):
                self._mark_years(constant)

    def _mark_years(self, year: Decimal) -> None:
        """A year begins on its first day, and so does the next."""
        if -MAX_YEAR < year < MAX_YEAR - 1:
            first = int(year.to_integral_value(ROUND_FLOOR))
            for each in (first, first + 1):
                self.base[0].mark(Date(each, 1, 1))

    def cut(self, limits: Limits) -> None:
        """Makes the axis, when all constants are known."""
        for of in (self.of, *self.also):
            for tests in (*_tests(of), *_tests(_item(of))):
                for each in literals(tests):
                    self.mark(each)
        allow = [checker(of) for of in (self.of, *self.also)]
        if self.within is not None:
            low, high = self.within
            self.mark(low)
            self.mark(high)
            allow.append(lambda value: not isinstance(value, Decimal) or low <= value <= high)
        lists = self._lists() if self._has_lists() else None
        classes = [Class(None, True), *self._classes(lists, limits)]
        if len(classes) > limits.classes:
            raise TooManyClasses(self.told)
        admitted = sum(1 << at for at, each in enumerate(classes) if all(allows(each.value) for allows in allow))
        self.axis = Axis(self.key, classes, admitted, lists)

    def _all_kinds(self) -> tuple[type, ...]:
        found = self.kinds or tuple(type(each) for each in self.constants.values()) or (str,)
        return tuple(dict.fromkeys((*found, *(self.strange if not self.kinds else ()))))

    def _has_lists(self) -> bool:
        return tuple in self._all_kinds()

    def _classes(self, lists: Lists | None, limits: Limits) -> Iterator[Class]:
        constants = list(self.constants.values())
        for kind in self._all_kinds():
            if kind is not tuple:
                yield from scalar_classes(kind, constants, ordered=self.ordered)
            elif lists is not None:
                yield from lists.classes(limits, self.told)

    def _lists(self) -> Lists:
        item = _item(self.of)
        constants = list(self.constants.values())
        named = tuple(each for each in constants if isinstance(each, tuple) and each)
        if self.gathered:
            points = [Class(None, True), *(Class(each, True) for each in dict.fromkeys(self.items))]
            return Lists(Axis(f"{self.key} item", points, ~1), self.longest, named)
        kinds = _kinds(item) or tuple(type(each) for each in constants if not isinstance(each, tuple)) or (str,)
        if not _kinds(item):
            kinds = (*kinds, *self.strange)
        items = [
            each
            for kind in dict.fromkeys(kinds)
            if kind is not tuple
            for each in scalar_classes(kind, constants, ordered=self.ordered)
        ]
        allows = checker(item)
        classes = [Class(None, True), *items]
        admitted = sum(1 << at for at, each in enumerate(classes) if allows(each.value))
        return Lists(Axis(f"{self.key} item", classes, admitted), self.longest, named)


def _item(of: Type) -> Type:
    base = of.base if isinstance(of, Constrained) else of
    return base.item if isinstance(base, ListType) else ANY


def kinds_in(of: Type) -> tuple[type, ...]:
    """The kinds that a type speaks of, those of what is in a list too."""
    return (tuple, *kinds_in(_item(of))) if isinstance(of, ListType) else _kinds(of)


def _kinds(of: Type) -> tuple[type, ...]:
    match of:
        case Constrained(base):
            return _kinds(base)
        case ListType():
            return (tuple,)
        case ContextType():
            return (dict,)
        case Simple(name):
            return NAMES.get(name, ())
    return ()


def _tests(of: Type) -> list[tree.Tests]:
    if not isinstance(of, Constrained):
        return []
    try:
        return [parse_unary_tests(of.text), *_tests(of.base)]
    except SyntaxFault:
        return _tests(of.base)


def literals(node: tree.Node) -> Iterator[Value]:
    """The values that stand written in an expression."""
    if isinstance(node, tree.Literal):
        yield node.value
    if isinstance(node, tree.Negation) and isinstance(node.operand, tree.Literal):
        value: Any = node.operand.value
        if isinstance(value, Decimal):
            yield -value
    for each in tree.children(node):
        yield from literals(each)
