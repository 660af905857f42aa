"""How points and ranges stand to each other (the relations of Allen, as HL7 names them), and ranges from text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ..compare import equal, order
from ..lexer import Token, tokens, unquote
from ..syntax import SyntaxFault
from ..timetext import read_date, read_date_time, read_duration, read_temporal, read_time
from ..values import Failure, Range, Value, kind, number
from .registry import Table, declare, single, text

RANGES: Table = {}


Relation: TypeAlias = Callable[[Range, Range], bool]


def _as_range(value: Value) -> Range:
    if not isinstance(value, Range):
        return Range(value, True, value, True)
    if value.operator == "!=":
        raise Failure("all values but one are no single range")
    return value


def _equal(one: Value, two: Value) -> bool:
    """Whether two ends are the same; `Failure` if they cannot be compared."""
    found = equal(one, two)
    if found is None:
        raise Failure(f"{kind(one)} and {kind(two)} cannot be compared")
    return found


def _is_before(one: Range, two: Range) -> bool:
    if one.high is None or two.low is None:
        return False
    sign = order(one.high, two.low)
    return sign < 0 or (sign == 0 and not (one.high_included and two.low_included))


def _starts_not_before(one: Range, two: Range) -> bool:
    if two.low is None:
        return True
    if one.low is None:
        return False
    sign = order(one.low, two.low)
    return sign > 0 or (sign == 0 and (two.low_included or not one.low_included))


def _ends_not_after(one: Range, two: Range) -> bool:
    if two.high is None:
        return True
    if one.high is None:
        return False
    sign = order(one.high, two.high)
    return sign < 0 or (sign == 0 and (two.high_included or not one.high_included))


def _same_start(one: Range, two: Range) -> bool:
    return _equal(one.low, two.low) and one.low_included == two.low_included


def _same_end(one: Range, two: Range) -> bool:
    return _equal(one.high, two.high) and one.high_included == two.high_included


def _within(one: Range, two: Range) -> bool:
    return _starts_not_before(one, two) and _ends_not_after(one, two)


def _overlap(one: Range, two: Range) -> bool:
    return not _is_before(one, two) and not _is_before(two, one)


def _meets(one: Range, two: Range) -> bool:
    return _equal(one.high, two.low) and one.high_included and two.low_included


def _overlaps_before(one: Range, two: Range) -> bool:
    return _overlap(one, two) and not _starts_not_before(one, two) and _ends_not_after(one, two)


def _starts(one: Range, two: Range) -> bool:
    return _same_start(one, two) and _ends_not_after(one, two)


def _finishes(one: Range, two: Range) -> bool:
    return _same_end(one, two) and _starts_not_before(one, two)


def _inverse(test: Relation) -> Relation:
    return lambda one, two: test(two, one)


def _relation(name: str, test: Relation, *signatures: str) -> None:
    """A function of points and ranges, in the pairs that its signatures name."""
    pairs = {tuple(each.startswith("range") for each in signature.split(", ")) for signature in signatures}

    def relation(one: Value, two: Value) -> Value:
        one, two = single(one), single(two)
        if one is None or two is None:
            raise Failure("a point or a range is wanted, not null")
        if (isinstance(one, Range), isinstance(two, Range)) not in pairs:
            raise Failure(f"it takes {' or '.join(signatures)}, not {kind(one)} and {kind(two)}")
        return test(_as_range(one), _as_range(two))

    declare(RANGES, name, *signatures)(relation)


_BOTH, _INTO, _FROM, _POINTS = "range1, range2", "point, range", "range, point", "point1, point2"
for _name, _test, _signatures in (
    ("before", _is_before, (_POINTS, _INTO, _FROM, _BOTH)),
    ("after", _inverse(_is_before), (_POINTS, _INTO, _FROM, _BOTH)),
    ("meets", _meets, (_BOTH,)),
    ("met by", _inverse(_meets), (_BOTH,)),
    ("overlaps", _overlap, (_BOTH,)),
    ("overlaps before", _overlaps_before, (_BOTH,)),
    ("overlaps after", _inverse(_overlaps_before), (_BOTH,)),
    ("finishes", _finishes, (_BOTH, _INTO)),
    ("finished by", _inverse(_finishes), (_BOTH, _FROM)),
    ("includes", _inverse(_within), (_BOTH, _FROM)),
    ("during", _within, (_BOTH, _INTO)),
    ("starts", _starts, (_BOTH, _INTO)),
    ("started by", _inverse(_starts), (_BOTH, _FROM)),
    ("coincides", lambda one, two: _same_start(one, two) and _same_end(one, two), (_BOTH, _POINTS)),
):
    _relation(_name, _test, *_signatures)

_READERS: dict[str, Callable[[str], Value]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "duration": read_duration,
}


@declare(RANGES, "range", "from")
def of_text(value: Value) -> Value:
    """A range from text such as `[1..10)`; the ends are literals."""
    first, low, high, last = _parts(text(value))
    if low is not None and high is not None and order(low, high) > 0:
        raise Failure("the range ends before it starts")
    if (low is None and first == "[") or (high is None and last == "]"):
        raise Failure("an end without a value must be open")
    if low is None and high is None:
        raise Failure("a range needs at least one end")
    return Range(low, first == "[", high, last == "]")


def _parts(written: str) -> tuple[str, Value, Value, str]:
    """The first bracket, the two ends, and the last bracket."""
    try:
        run = tokens(written)[:-1]
    except SyntaxFault as fault:
        raise Failure(fault.why) from None
    middle = next((at for at, token in enumerate(run) if token.text == ".."), 0)
    if middle == 0 or run[0].text not in ("[", "(", "]") or run[-1].text not in ("]", ")", "["):
        raise Failure("the text is not a range; write [1..10]")
    return run[0].text, _end(run[1:middle]), _end(run[middle + 1 : -1]), run[-1].text


def _end(run: tuple[Token, ...]) -> Value:
    """A literal, or a date, a time or a duration by its function; null where nothing is written."""
    match [token.kind if token.kind in ("number", "string") else token.text for token in run]:
        case [] | ["null"]:
            return None
        case ["number"] | ["-", "number"]:
            return number("".join(token.text for token in run))
        case ["string"]:
            return unquote(run[0])
        case ["@", "string"]:
            return read_temporal(unquote(run[1]))
        case [*words, "(", "string", ")"] if " ".join(words) in _READERS:
            return _READERS[" ".join(words)](unquote(run[-2]))
    raise Failure(f"“{' '.join(token.text for token in run)[:40]}” cannot be the end of a range")
