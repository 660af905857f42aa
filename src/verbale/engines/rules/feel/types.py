"""The types of FEEL and of a model's item definitions, and what it means that a value has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from .scope import Budget
from .temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from .values import Failure, Function, Range, Value


@dataclass(frozen=True, slots=True)
class Simple:
    """One of the built-in types by name: "Any", "number", "string", …"""

    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    """Lists of items of one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class RangeType:
    """Ranges whose ends are of one type."""

    end: Type


@dataclass(frozen=True, slots=True)
class ContextType:
    """Contexts that have at least these entries."""

    members: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class FunctionType:
    """Functions by the types of their parameters, in order, and of their result."""

    parameters: tuple[Type, ...]
    result: Type


Allows: TypeAlias = Callable[[Value, Budget | None], bool]
"""Whether a value is allowed; it takes the steps for that out of the budget, if there is one."""


@dataclass(frozen=True, slots=True)
class Constrained:
    """A type with allowed values; ``allows`` is their compiled test, ``text`` how they were written.

    Types with the same base and text are the same: the test follows from these.
    """

    base: Type
    text: str
    allows: Allows = field(compare=False, repr=False)


Type: TypeAlias = Simple | ListType | RangeType | ContextType | FunctionType | Constrained

ANY = Simple("Any")
NAMES: dict[str, tuple[type, ...]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (Date,),
    "time": (Time,),
    "date and time": (DateTime,),
    "dateTime": (DateTime,),
    "days and time duration": (DaysDuration,),
    "dayTimeDuration": (DaysDuration,),
    "years and months duration": (MonthsDuration,),
    "yearMonthDuration": (MonthsDuration,),
    "duration": (DaysDuration, MonthsDuration),
    "list": (tuple,),
    "context": (dict,),
    "function": (Function,),
    "range": (Range,),
}
"""Built-in type names, those of DMN 1.1 included, and the Python classes of their values."""
_WHOLE: dict[str, Type] = {"list": ListType(ANY), "range": RangeType(ANY), "context": ContextType(())}
"""What names of types mean that do not say what is in their values."""


def conforms(value: Value, to: Type, budget: Budget | None = None) -> bool:
    """Whether a value is of a type; null is of every type."""
    return value is None or has_type(value, to, budget)


def has_type(value: Value, to: Type, budget: Budget | None = None) -> bool:
    """Whether a value is of a type, as `instance of` asks: null is of "Null" alone, and not of "Any".

    All allowed values that are asked for on the way share a ``budget``.
    """
    match to:
        case Simple("Any"):
            return value is not None
        case Simple("Null"):
            return value is None
        case Simple(name):
            return isinstance(value, NAMES.get(name, ()))
        case ListType(item):
            shared = budget or Budget()
            return isinstance(value, tuple) and all(conforms(each, item, shared) for each in value)
        case RangeType(end):
            return isinstance(value, Range) and conforms(value.low, end) and conforms(value.high, end)
        case ContextType(members):
            shared = budget or Budget()
            return isinstance(value, dict) and all(
                name in value and conforms(value[name], of, shared) for name, of in members
            )
        case FunctionType():
            return isinstance(value, Function) and _function_conforms(value, to)
        case Constrained(base, _, allows):
            return has_type(value, base, budget) and allows(value, budget)


def question(of: Type) -> Callable[[Value], bool]:
    """What `instance of` asks, made ready; `Failure` whatever the value if no such type is there: table 61 of DMN
    1.5."""
    why, plain = unclear(of), unconstrained(of)

    def asked(value: Value) -> bool:
        if why:
            raise Failure(why)
        return has_type(value, plain)

    return asked


def unclear(of: Type) -> str:
    """Why a type is not in FEEL's lattice, so that nothing can be asked to be of it; or an empty text."""
    match of:
        case Constrained(base):
            return unclear(base)
        case Simple(name) if name in (*_WHOLE, "function"):
            return f"“{name}” does not say what is in it"
        case Simple(name) if name not in (*NAMES, "Any", "Null"):
            return f"there is no type “{name}”"
        case ListType(inner) | RangeType(inner):
            return unclear(inner)
        case ContextType(members):
            return next(filter(None, (unclear(each) for _, each in members)), "")
        case FunctionType(parameters, result):
            return next(filter(None, map(unclear, (*parameters, result))), "")
    return ""


def constant_type(value: Value) -> Type | None:
    """The type of a text, number or truth value; None of what has no such plain type."""
    return next((Simple(name) for name in ("string", "number", "boolean") if isinstance(value, NAMES[name])), None)


def checker(to: Type) -> Callable[[Value], bool]:
    """`conforms` for one type, made ready: the plain types are most of what is checked."""
    if to == ANY:
        return lambda value: True
    if isinstance(to, Simple) and to.name in NAMES:
        classes = NAMES[to.name]
        return lambda value: value is None or isinstance(value, classes)
    if isinstance(to, Constrained):
        base, allows = checker(to.base), to.allows
        return lambda value: value is None or (base(value) and allows(value, None))
    return lambda value: conforms(value, to)


def bare(to: Type) -> Type:
    """A type without its own allowed values, one on the other; what is in it keeps its own."""
    while isinstance(to, Constrained):
        to = to.base
    return to


def unconstrained(to: Type) -> Type:
    """A type without its allowed values, as `instance of` sees it."""
    match to:
        case Constrained(base):
            return unconstrained(base)
        case ListType(item):
            return ListType(unconstrained(item))
        case RangeType(end):
            return RangeType(unconstrained(end))
        case ContextType(members):
            return ContextType(tuple((name, unconstrained(of)) for name, of in members))
    return to


def _function_conforms(value: Function, to: FunctionType) -> bool:
    own = FunctionType(
        value.types or (ANY,) * len(value.parameters), to.result if value.result is None else value.result
    )
    return includes(to, own)


def includes(to: Type, own: Type) -> bool:
    """Whether every value of type ``own`` is one of ``to``, allowed values apart: conformance in DMN 1.5, section
    10.3.2.9.2."""
    match _whole(to), _whole(own):
        case (Simple("Any"), _) | (_, Simple("Null")) | (Simple("function"), FunctionType()):
            return True
        case Simple(name), Simple(other):
            return name == other or (other in NAMES and set(NAMES[other]) <= set(NAMES.get(name, ())))
        case (ListType(one), ListType(two)) | (RangeType(one), RangeType(two)):
            return includes(one, two)
        case ContextType(members), ContextType(others):
            known = dict(others)
            return all(name in known and includes(of, known[name]) for name, of in members)
        case FunctionType(takes, gives), FunctionType(given, made):
            # What takes more, and gives less, can stand where the other is wanted.
            fits = len(takes) == len(given) and all(map(includes, given, takes))
            return fits and includes(gives, made)
    return False


def _whole(of: Type) -> Type:
    of = bare(of)
    return _WHOLE.get(of.name, of) if isinstance(of, Simple) else of


def coerce(value: Value, to: Type, budget: Budget | None = None) -> Value:
    """``value`` as ``to`` wants it: a single item out of or into a list, a date as its midnight; null if it cannot be.

    The implicit conversions of DMN 1.5, section 10.3.2.9.4.
    """
    if conforms(value, to, budget):
        return value
    if isinstance(value, tuple) and len(value) == 1 and not isinstance(to, ListType):
        return coerce(value[0], to, budget)
    base = _whole(to)
    if isinstance(base, ListType) and not isinstance(value, tuple):
        item = coerce(value, base.item, budget)
        return None if item is None or not conforms((item,), to, budget) else (item,)
    if isinstance(value, Date) and isinstance(base, Simple) and base.name in ("date and time", "dateTime"):
        return DateTime(value, Time(0, 0, 0, 0, 0))
    return None
