"""The tree of an expression: frozen nodes, one class for each thing that FEEL can say."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TypeAlias

from .types import Type
from .values import Value


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written down: number, text, boolean, null or a temporal one."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A variable; ``?`` is the value a unary test asks about.

    ``builtin``: where it was read, only a function of FEEL itself bears the name.
    """

    name: str
    builtin: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Path:
    source: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``operator`` is one of + - * / **."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """``operator`` is one of = != < <= > >=."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Logic:
    """``operator`` is "and" or "or"."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Between:
    value: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True)
class In:
    value: Expression
    tests: Tests


@dataclass(frozen=True, slots=True)
class InstanceOf:
    value: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class Interval:
    """A range; an end that is None is open without limit.

    ``operator`` is "=" or "!=" where it was written `(= 10)` or `(!= 10)`.
    """

    low: Expression | None
    low_included: bool
    high: Expression | None
    high_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ContextOf:
    """Entries in order; each sees those before it."""

    entries: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class If:
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Iterator:
    """``name`` runs over a list or range, or from ``source`` to ``end`` where an end is given."""

    name: str
    source: Expression
    end: Expression | None = None


@dataclass(frozen=True, slots=True)
class For:
    iterators: tuple[Iterator, ...]
    body: Expression


@dataclass(frozen=True, slots=True)
class Quantified:
    """``every`` false: some item satisfies."""

    every: bool
    iterators: tuple[Iterator, ...]
    condition: Expression


@dataclass(frozen=True, slots=True)
class Filter:
    source: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """``names`` is None where the arguments stand by position."""

    function: Expression
    arguments: tuple[Expression, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FunctionOf:
    parameters: tuple[tuple[str, Type], ...]
    body: Expression
    external: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A unary test by comparison: the value against ``operand`` with = != < <= > or >=."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Tests:
    """A cell: any of ``tests``; none at all when ``negated``; everything when ``anything``."""

    tests: tuple[Test | Expression, ...]
    negated: bool = False
    anything: bool = False


Expression: TypeAlias = (
    Literal
    | Name
    | Path
    | Negation
    | Arithmetic
    | Comparison
    | Logic
    | Between
    | In
    | InstanceOf
    | Interval
    | ListOf
    | ContextOf
    | If
    | For
    | Quantified
    | Filter
    | Call
    | FunctionOf
)
Node: TypeAlias = Expression | Test | Tests | Iterator


def children(node: Node) -> list[Node]:
    """The nodes directly below ``node``, in the order of the text."""
    below: list[Node] = []
    if isinstance(node, Literal):
        return below
    for each in fields(node):
        _collect(getattr(node, each.name), below)
    return below


def _collect(part: object, below: list[Node]) -> None:
    if isinstance(part, tuple):
        for item in part:
            _collect(item, below)
    elif type(part).__module__ == __name__:
        below.append(part)  # type: ignore[arg-type]


def depth(node: Node) -> int:
    """Levels of the tree, counted without recursion."""
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for parent in level for child in children(parent)]
    return deepest
