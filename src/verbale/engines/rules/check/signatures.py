"""Types of the parameters and results of the built-in functions (DMN 1.5, section 10.3.4), as far as one type is meant.

What takes or gives lists, contexts or ranges, or the type of whatever it is given, stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..feel.types import NAMES

Classes: TypeAlias = tuple[type, ...]
"""Python classes of values; empty where any will do, or where it cannot be said."""

_TABLE = """
not: boolean -> boolean
is: any, any -> boolean
decimal, round up, round down, round half up, round half down, floor, ceiling: number, number -> number
modulo: number, number -> number
abs: number or days and time duration or years and months duration -> any
sqrt, log, exp: number -> number
odd, even: number -> boolean
string: any -> string
number: string, string, string -> number
string length: string -> number
substring: string, number, number -> string
upper case, lower case: string -> string
substring before, substring after: string, string -> string
contains, starts with, ends with: string, string -> boolean
matches: string, string, string -> boolean
replace: string, string, string, string -> string
split: string, string -> any
string join: any, string -> string
list contains: any, any -> boolean
count: any -> number
sublist: any, number, number -> any
insert before: any, number, any -> any
remove: any, number -> any
date: string or date or date and time -> date
date: number, number, number -> date
time: string or time or date and time or date -> time
time: number, number, number, days and time duration -> time
date and time: string or date or date and time -> date and time
date and time: date or date and time, time -> date and time
duration: string or duration -> duration
years and months duration: date or date and time, date or date and time -> years and months duration
day of year, week of year, last day of month: date or date and time -> number
day of week, month of year: date or date and time -> string
now: -> date and time
today: -> date
all, any, and, or: any -> boolean
before, after, meets, met by, overlaps, overlaps before, overlaps after, finishes, finished by: any, any -> boolean
includes, during, starts, started by, coincides: any, any -> boolean
"""


def _read() -> Iterator[tuple[str, tuple[tuple[Classes, ...], Classes]]]:
    for line in _TABLE.strip().splitlines():
        names, _, rest = line.partition(":")
        parameters, _, result = rest.partition("->")
        taken = tuple(_classes(each) for each in parameters.split(",")) if parameters.strip() else ()
        for name in names.split(","):
            yield name.strip(), (taken, _classes(result))


def _classes(text: str) -> Classes:
    names = [name.strip() for name in text.split(" or ")]
    return tuple(dict.fromkeys(own for name in names if name != "any" for own in NAMES[name]))


_KNOWN = tuple(_read())
_RESULTS = {name: result for name, (_, result) in _KNOWN}


def parameters(name: str, count: int) -> tuple[Classes, ...]:
    """The classes that a built-in takes when it is called with so many arguments, one for each that is known."""
    taken = [own for known, (own, _) in _KNOWN if known == name]
    return next((own[:count] for own in taken if len(own) >= count), ())


def result(name: str) -> Classes:
    """The classes of what a built-in gives besides null."""
    return _RESULTS.get(name, ())
