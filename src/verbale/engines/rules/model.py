"""A DMN model, read: frozen, with every expression as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from .feel.tree import Expression, Tests
from .feel.types import ANY, Type


class Hit(Enum):
    """Hit policies of DMN, by their letter and sign."""

    UNIQUE = "U"
    ANY = "A"
    FIRST = "F"
    PRIORITY = "P"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    SUM = "C+"
    MIN = "C<"
    MAX = "C>"
    COUNT = "C#"


@dataclass(frozen=True, slots=True)
class InputColumn:
    """``label`` is what people call it; ``allowed`` are the values it may have besides null."""

    label: str
    text: str
    expression: Expression
    allowed: Tests | None = None
    allowed_text: str = ""
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """``name`` is empty for the single output of a table; ``allowed`` are listed from highest priority down."""

    name: str
    label: str
    type: Type = ANY
    allowed: Tests | None = None
    allowed_text: str = ""
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class InputCell:
    """What a rule asks of a column: the cell's text, and the tests that it stands for."""

    text: str
    tests: Tests


@dataclass(frozen=True, slots=True)
class OutputCell:
    """What a rule gives in a column: the cell's text, and the expression that it stands for."""

    text: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """``number`` counts from 1; ``annotations`` maps annotation column to text."""

    number: int
    id: str
    inputs: tuple[InputCell, ...]
    outputs: tuple[OutputCell, ...]
    annotations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rules under columns. A rule has a cell for each column, in their order; ``annotations`` are names of columns."""

    hit: Hit
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rules: tuple[Rule, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LiteralExpression:
    """``type`` is what its value becomes, or null."""

    text: str
    expression: Expression
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function called; ``bindings`` are its arguments by the names of parameters. ``type``: as of a literal."""

    function: Boxed
    bindings: tuple[tuple[str, Boxed], ...]
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class BoxedContext:
    """Entries in order; one without a name is the result. ``type``: as of a literal, here and below."""

    entries: tuple[tuple[str, Type, Boxed], ...]
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class BoxedList:
    """A list, item by item."""

    items: tuple[Boxed, ...]
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows under named columns: a list of contexts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Boxed, ...], ...]
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class FunctionDefinition:
    """``external`` functions, Java or PMML, are never called."""

    parameters: tuple[tuple[str, Type], ...]
    body: Boxed
    external: bool = False


@dataclass(frozen=True, slots=True)
class Conditional:
    """One of two expressions, by a condition; where that is null, ``otherwise``."""

    condition: Boxed
    then: Boxed
    otherwise: Boxed
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class BoxedLoop:
    """``kind`` is "for", "some" or "every"."""

    kind: str
    name: str
    source: Boxed
    body: Boxed
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class BoxedFilter:
    """The items of a list for which a condition is true."""

    source: Boxed
    condition: Boxed
    type: Type = ANY


Boxed: TypeAlias = (
    LiteralExpression
    | DecisionTable
    | Invocation
    | BoxedContext
    | BoxedList
    | Relation
    | FunctionDefinition
    | Conditional
    | BoxedLoop
    | BoxedFilter
)


Calls: TypeAlias = Mapping[str, str]
"""From the id of something to the name that one expression has for it: in a model that imports others, and in those."""


@dataclass(frozen=True, slots=True)
class Import:
    """Another model, whose parts are called ``name.part`` here; with an empty name just ``part``."""

    name: str
    namespace: str


@dataclass(frozen=True, slots=True)
class InputData:
    """A fact that the model asks for."""

    id: str
    name: str
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Decision:
    """``requires`` are the ids of inputs and decisions, ``knowledge`` those of knowledge models and services.

    ``calls`` says how its expressions call some of them, where not by their names.
    """

    id: str
    name: str
    type: Type
    logic: Boxed | None
    requires: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    calls: Calls = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function with a name."""

    id: str
    name: str
    type: Type
    function: FunctionDefinition | None
    knowledge: tuple[str, ...] = ()
    calls: Calls = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: decisions as a function of inputs and of decisions made elsewhere."""

    id: str
    name: str
    type: Type
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    given: tuple[str, ...]
    calls: Calls = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extension:
    """An element of another namespace that a model carries: tool or rulebook facts."""

    namespace: str
    tag: str
    attributes: Mapping[str, str]
    text: str
    children: tuple[Extension, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """What a DMN file says. ``version`` is that of its namespace, e.g. "1.3".

    What it needs of the models it imports stands among its own parts; ``imported`` are the ids of these.
    """

    name: str
    id: str
    namespace: str
    version: str
    inputs: tuple[InputData, ...]
    decisions: tuple[Decision, ...]
    knowledge: tuple[Knowledge, ...] = ()
    services: tuple[Service, ...] = ()
    types: Mapping[str, Type] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()
    imports: tuple[Import, ...] = ()
    imported: frozenset[str] = frozenset()

    def decision(self, name: str) -> Decision | None:
        """The decision of that name or id."""
        return next((each for each in self.decisions if name in (each.name, each.id)), None)

    def carried(self, namespace: str, tag: str) -> tuple[Extension, ...]:
        """The extension elements of that name."""
        return tuple(each for each in self.extensions if (each.namespace, each.tag) == (namespace, tag))

    @property
    def final(self) -> tuple[Decision, ...]:
        """The decisions of its own that no other decision requires."""
        required = {need for each in self.decisions for need in each.requires} | self.imported
        return tuple(each for each in self.decisions if each.id not in required)
