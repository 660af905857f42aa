"""Records and classes in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..feel import Value
from ..feel.write import literal
from .axis import Axis


def record(facts: Mapping[str, Value]) -> str:
    """A record, fact by fact; "whatever the facts are" where it has none."""
    return ", ".join(f"{name} {_value(value)}" for name, value in facts.items()) or "whatever the facts are"


def _value(value: Value) -> str:
    return "unknown" if value is None else literal(value)


def numbers(rules: tuple[int, ...] | list[int]) -> str:
    """Rules by their numbers: "rule 3", "rules 1, 2 and 5"."""
    if len(rules) == 1:
        return f"rule {rules[0]}"
    return f"rules {', '.join(map(str, rules[:-1]))} and {rules[-1]}"


def classes(axis: Axis, bits: int) -> str:
    """A set of classes: "less than 3 or unknown", "1 or 2", "anything but 5"."""
    kept = bits & axis.admitted
    if kept == axis.admitted & ~1:
        return "known"
    parts = [*_runs(axis, kept & ~1), *(["unknown"] if kept & 1 else [])]
    return f"{', '.join(parts[:-1])} or {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _runs(axis: Axis, bits: int) -> Iterator[str]:
    at, count = 0, len(axis.classes)
    while at < count:
        end = at
        while end + 1 < count and bits >> end & bits >> end + 1 & 1 and _follows(axis, end + 1):
            end += 1
        if bits >> at & 1:
            yield _run(axis, at, end)
        at = end + 1


def _follows(axis: Axis, at: int) -> bool:
    """Whether a class begins where the one before it ends."""
    return axis.classes[at].start is not None


def _run(axis: Axis, first: int, last: int) -> str:
    one = axis.classes[first]
    after = axis.classes[last + 1] if last + 1 < len(axis.classes) else None
    if first == last and one.exact:
        return literal(one.value)
    low = "" if one.start is None else f"{'from' if one.start[1] else 'more than'} {literal(one.start[0])}"
    high = ""
    if axis.classes[last].exact:
        high = f"{'' if low.startswith('from') else 'up to '}{literal(axis.classes[last].value)}"
    elif after is not None and after.start is not None and _is_admitted(axis, last + 1):
        high = f"less than {literal(after.start[0])}"
    if isinstance(one.value, tuple):
        return f"a list such as {literal(one.value)}"
    return (
        f"{low}{' to ' if low.startswith('from') and high else ' and ' if low and high else ''}{high}"
        or "anything else"
    )


def _is_admitted(axis: Axis, at: int) -> bool:
    return bool(axis.admitted >> at & 1)
