"""A cell of a table of cases as a FEEL value."""

from __future__ import annotations

import re

from ..facts import NoFact, to_value, wanted
from ..feel import Scope, SyntaxFault, Value, compile_expression, parse_expression, tree
from ..feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from ..feel.types import ANY, NAMES, ListType, Simple, Type, coerce, unconstrained

_TEMPORAL = {Date, Time, DateTime, DaysDuration, MonthsDuration}
_MAKERS = ("date", "time", "date and time", "duration", "years and months duration")
_PLAIN_TEXT = re.compile(r"[^\W\d_][^\"\[\]{}]*")
"""What is taken for text where nothing says the type: it begins with a letter and has no quotation mark or bracket."""


class NoValue(ValueError):
    """A text that is no value here; the message says why."""


def read_value(text: str, kind: Type) -> Value:
    """The value of a cell in a column of type ``kind``.

    FEEL's way of writing it always does: ``"open"``, ``-3.5``, ``true``, ``null``, ``["a", "b"]``,
    ``date("1964-02-18")``, ``{amount: 3}``. Texts may stand bare, lists of texts too, with commas between; dates, times
    and durations as ISO texts; true and false in any case. Raises `NoValue`.
    """
    found = _read(text, unconstrained(kind))
    try:
        return to_value(found, kind)
    except NoFact as fault:
        fitting = coerce(found, kind)
        if fitting is None:
            raise NoValue(f"{text} is not {wanted(kind)}") from fault
        return fitting


def _read(text: str, kind: Type) -> Value:
    if text == "null":
        return None
    if kind == Simple("string") and not text.startswith('"'):
        return text
    if kind == Simple("boolean") and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if isinstance(kind, Simple) and _TEMPORAL.issuperset(NAMES.get(kind.name, (str,))):
        return _temporal(text, kind)
    if kind == ListType(Simple("string")) and not text.startswith("["):
        return _texts(text)
    return _literal(text, kind)


def _temporal(text: str, kind: Simple) -> Value:
    try:
        return to_value(text, kind)
    except NoFact:
        return _literal(text, kind)


def _texts(text: str) -> Value:
    if text.startswith('"'):
        return _literal(f"[{text}]", ListType(ANY))
    items = tuple(each.strip() for each in text.split(","))
    if not all(items):
        raise NoValue("an item between the commas is empty")
    return items


def _literal(text: str, kind: Type) -> Value:
    bare = kind == ANY and _PLAIN_TEXT.fullmatch(text) is not None
    try:
        parsed = parse_expression(text)
    except SyntaxFault as fault:
        if bare:
            return text
        raise NoValue(f"{text} is not {wanted(kind)}; character {fault.character}: {fault.why}") from fault
    if not _is_plain(parsed):
        if bare:
            return text
        raise NoValue(f"{text} is not {wanted(kind)}")
    scope = Scope({})
    value = compile_expression(parsed)(scope)
    if scope.budget.faults:
        raise NoValue(f"{text} is no value: {scope.budget.faults[0]}")
    return value


def _is_plain(node: tree.Expression) -> bool:
    match node:
        case tree.Literal():
            return True
        case tree.Negation(operand):
            return isinstance(operand, tree.Literal)
        case tree.ListOf(items):
            return all(map(_is_plain, items))
        case tree.ContextOf(entries):
            return all(_is_plain(value) for _, value in entries)
        case tree.Interval(low, _, high, _):
            return all(_is_plain(end) for end in (low, high) if end is not None)
        case tree.Call(tree.Name(name), arguments, None):
            return name in _MAKERS and all(map(_is_plain, arguments))
    return False
