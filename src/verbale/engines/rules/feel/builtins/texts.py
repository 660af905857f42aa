"""Functions of texts."""

from __future__ import annotations

import re

from ..scope import Scope
from ..values import MAX_TEXT, Failure, Value, kind, number
from ..write import write
from .patterns import compiled, replaced
from .registry import Table, decimal, items, single, text, whole_number
from .registry import declare as _declare
from .registry import declare_scoped as _declare_scoped

TEXTS: Table = {}


@_declare(TEXTS, "string", "from")
def string(value: Value) -> Value:
    """A value as text; null stays null."""
    return None if value is None else write(value)


@_declare(TEXTS, "number", "from, grouping separator, decimal separator", optional=2)
def to_number(value: Value, grouping: Value = None, point: Value = None) -> Value:
    """The number that a text says."""
    grouping, point = single(grouping), single(point)
    if grouping not in (None, " ", ",", "."):
        raise Failure("the grouping separator must be a space, a comma or a full stop")
    if point not in (None, ",", ".") or (point is not None and point == grouping):
        raise Failure("the decimal separator must be a comma or a full stop, and not the grouping separator")
    plain = text(value)
    plain = plain.replace(grouping, "") if isinstance(grouping, str) else plain
    plain = plain.replace(point, ".") if isinstance(point, str) else plain
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", plain, re.ASCII):
        raise Failure(f"“{plain[:40]}” is not a number")
    return number(plain)


@_declare(TEXTS, "string length", "string")
def length(value: Value) -> Value:
    """Characters, not bytes."""
    return number(len(text(value)))


@_declare(TEXTS, "substring", "string, start position, length", optional=1)
def substring(value: Value, start: Value, count: Value = None) -> Value:
    """From a position, counted from 1 or from the end by -1."""
    whole, at = text(value), whole_number(start, "the start position")
    if at == 0:
        raise Failure("positions count from 1, or by -1 from the end")
    if abs(at) > len(whole):
        return ""
    first = at - 1 if at > 0 else len(whole) + at
    if count is None:
        return whole[first:]
    taken = int(decimal(count))
    if taken < 1:
        raise Failure("the length must be 1 or more")
    return whole[first : first + taken]


@_declare(TEXTS, "upper case", "string")
def upper(value: Value) -> Value:
    """In capitals."""
    return text(value).upper()


@_declare(TEXTS, "lower case", "string")
def lower(value: Value) -> Value:
    """In small letters."""
    return text(value).lower()


@_declare(TEXTS, "substring before", "string, match")
def before(value: Value, match: Value) -> Value:
    """What stands before the first match, or nothing."""
    head, found, _ = text(value).partition(text(match)) if match != "" else ("", "", "")
    text(value)
    return head if found else ""


@_declare(TEXTS, "substring after", "string, match")
def after(value: Value, match: Value) -> Value:
    """What stands after the first match, or nothing."""
    if text(match) == "":
        return text(value)
    return text(value).partition(text(match))[2]


@_declare(TEXTS, "contains", "string, match")
def contains(value: Value, match: Value) -> Value:
    """Whether the match stands anywhere in the text."""
    return text(match) in text(value)


@_declare(TEXTS, "starts with", "string, match")
def starts(value: Value, match: Value) -> Value:
    """Whether the text begins so."""
    return text(value).startswith(text(match))


@_declare(TEXTS, "ends with", "string, match")
def ends(value: Value, match: Value) -> Value:
    """Whether the text ends so."""
    return text(value).endswith(text(match))


@_declare_scoped(TEXTS, "matches", "input, pattern, flags", optional=1)
def matches(scope: Scope, value: Value, pattern: Value, flags: Value = None) -> Value:
    """Whether a pattern is found anywhere in the text."""
    return compiled(text(pattern), single(flags)).is_in(text(value), scope.budget.step)


@_declare_scoped(TEXTS, "replace", "input, pattern, replacement, flags", optional=1)
def replace(scope: Scope, value: Value, pattern: Value, replacement: Value, flags: Value = None) -> Value:
    """The text with each match replaced; `$1` is the first group."""
    flags = single(flags)
    found = compiled(text(pattern), flags)
    if found.matches_nothing():
        raise Failure("the pattern matches an empty text")
    literal = isinstance(flags, str) and "q" in flags
    return replaced(found, text(value), text(replacement), scope.budget.step, literal=literal)


@_declare_scoped(TEXTS, "split", "string, delimiter")
def split(scope: Scope, value: Value, delimiter: Value) -> Value:
    """The parts between the matches of a pattern."""
    found, whole = compiled(text(delimiter), None), text(value)
    if found.matches_nothing():
        raise Failure("the delimiter matches an empty text")
    parts, at = [], 0
    for match in found.all_in(whole, scope.budget.step):
        parts.append(whole[at : match[0]])
        at = match[1]
    return (*parts, whole[at:])


@_declare(TEXTS, "string join", "list, delimiter", optional=1)
def join(value: Value, delimiter: Value = None) -> Value:
    """The texts of a list in one; null items are left out."""
    between = "" if delimiter is None else text(delimiter)
    parts = [item for item in items(value) if item is not None]
    for part in parts:
        if not isinstance(part, str):
            raise Failure(f"only texts can be joined, not {kind(part)}")
    size = sum(len(str(part)) for part in parts) + len(between) * max(len(parts) - 1, 0)
    if size > MAX_TEXT:
        raise Failure(f"a text of more than {MAX_TEXT} characters")
    return between.join(map(str, parts))
