"""Functions of contexts."""

from __future__ import annotations

from collections.abc import Mapping

from ..values import Failure, Value, kind
from .registry import Table, declare, items, single, text

CONTEXTS: Table = {}


def _context(value: Value) -> Mapping[str, Value]:
    value = single(value)
    if isinstance(value, dict):
        return value
    raise Failure(f"a context is wanted, not {kind(value)}")


@declare(CONTEXTS, "get value", "m, key", "context, key", "context, keys")
def get_value(context: Value, key: Value) -> Value:
    """The entry of a name, or of a path of names."""
    found: Value = _context(context)
    if key == ():
        raise Failure("the path of keys is empty")
    for step in key if isinstance(key, tuple) else (key,):
        if not isinstance(found, dict) or text(step) not in found:
            return None
        found = found[text(step)]
    return found


@declare(CONTEXTS, "get entries", "m", "context")
def get_entries(context: Value) -> Value:
    """Each entry as a context of key and value."""
    return tuple({"key": key, "value": value} for key, value in _context(context).items())


@declare(CONTEXTS, "context", "entries")
def of_entries(entries: Value) -> Value:
    """The inverse of `get entries`."""
    made: dict[str, Value] = {}
    for entry in items(entries):
        pair = _context(entry)
        if "value" not in pair or text(pair.get("key")) in made:
            raise Failure("each entry needs a key of its own and a value")
        made[text(pair["key"])] = pair["value"]
    return made


@declare(CONTEXTS, "context put", "context, key, value", "context, keys, value")
def put(context: Value, key: Value, value: Value) -> Value:
    """The context with one entry set, or one along a path of names."""
    if not isinstance(key, tuple):
        return {**_context(context), text(key): value}
    if not key:
        raise Failure("the path of keys is empty")
    if len(key) == 1:
        return put(context, key[0], value)
    inner = _context(context).get(text(key[0]))
    return {**_context(context), text(key[0]): put(inner, key[1:], value)}


@declare(CONTEXTS, "context merge", "contexts")
def merge(contexts: Value) -> Value:
    """Several contexts in one; a later entry hides an earlier one."""
    made: dict[str, Value] = {}
    for each in items(contexts):
        made.update(_context(each))
    return made
