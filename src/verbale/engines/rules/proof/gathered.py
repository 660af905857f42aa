"""Tables whose output gathers all rules that match: their sum, their least, their number, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import z3

from ..feel import Scope, Value
from ..feel.constant import constant
from ..feel.types import ANY, ListType, Simple, Type, conforms
from ..feel.values import Failure
from ..model import Hit
from ..table import CompiledTable
from .axis import Lists
from .encoding import Encoding, Outside
from .source import Source
from .terms import Term

NUMBERS = (Hit.SUM, Hit.MIN, Hit.MAX, Hit.COUNT)


def gathered(compiled: CompiledTable, key: str, told: str, declared: Type) -> Source:
    """The source that stands for the output of such a table. Raises `Outside` for what is not gathered here."""
    table = compiled.table
    if not _takes(declared, compiled):
        raise Outside(f"{told} is declared to be something else than what hit policy {table.hit.value} gives")
    if len(table.outputs) != 1 or any(column.default for column in table.outputs):
        raise Outside(f"hit policy {table.hit.value} with several outputs, or with a default")
    values = constants(compiled)
    if table.hit in NUMBERS:
        if table.hit is not Hit.COUNT and not all(isinstance(each, Decimal) for each in values):
            raise Outside(f"hit policy {table.hit.value} over what is no number")
        return Source(key, Simple("number"), told=told, gathered=True, real=True)
    return Source(key, ListType(Simple("Any")), told=told, gathered=True, items=tuple(values))


def _takes(declared: Type, compiled: CompiledTable) -> bool:
    """Whether a declared type leaves what the table gives as it is."""
    if compiled.table.hit in NUMBERS:
        return declared in (ANY, Simple("number"))
    if isinstance(declared, ListType):
        return all(conforms(each, declared.item) for each in constants(compiled))
    return declared in (ANY, Simple("list"))


def constants(compiled: CompiledTable) -> list[Value]:
    """The output of every rule. Raises `Outside` where one is computed, or null, or refused."""
    found = [constant(rule.outputs[0].expression) for rule in compiled.table.rules]
    values = [each[0] if each else None for each in found]
    if any(each is None or isinstance(each, tuple) or not _is_taken(compiled, at) for at, each in enumerate(values)):
        raise Outside(f"hit policy {compiled.table.hit.value} over outputs that are computed")
    return values


def _is_taken(compiled: CompiledTable, at: int) -> bool:
    try:
        compiled.output(at, Scope({}))
    except Failure:
        return False
    return True


def gather(encoding: Encoding, source: Source, compiled: CompiledTable, matches: Sequence[Term], fits: Term) -> None:
    """Says what the output is, by which rules match."""
    values = constants(compiled)
    some = encoding.all((fits, encoding.any(matches)))
    encoding.say(encoding.negated(encoding.set(source, 1)) == some)
    if compiled.table.hit in NUMBERS:
        encoding.say(*(z3.Implies(some, each) for each in _number(encoding, source, compiled, matches)))
    else:
        encoding.say(*(z3.Implies(some, each) for each in _list(encoding, source, values, matches)))


def _number(encoding: Encoding, source: Source, compiled: CompiledTable, matches: Sequence[Term]) -> Iterator[Term]:
    output, nothing = encoding.reals[source.key], encoding.number(Fraction(0))
    hit = compiled.table.hit
    given = [Fraction(1) if hit is Hit.COUNT else Fraction(str(each)) for each in constants(compiled)]
    terms = [encoding.number(each) for each in given]
    if hit in (Hit.SUM, Hit.COUNT):
        yield output == z3.Sum([z3.If(match, term, nothing) for match, term in zip(matches, terms, strict=True)])
        # This follows, but the solver would try the rules one by one to see it.
        for least, most in [_bounds(given)] if given else []:
            yield from (output >= encoding.number(least), output <= encoding.number(most))
        return
    for match, term in zip(matches, terms, strict=True):
        yield z3.Implies(match, output <= term if hit is Hit.MIN else output >= term)
    yield encoding.any(z3.And(match, output == term) for match, term in zip(matches, terms, strict=True))


def _bounds(given: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """The least and the most that some of these numbers, and at least one, come to together."""
    below, above = [each for each in given if each < 0], [each for each in given if each > 0]
    return sum(below, Fraction(0)) if below else min(given), sum(above, Fraction(0)) if above else max(given)


def _list(encoding: Encoding, source: Source, values: Sequence[Value], matches: Sequence[Term]) -> Iterator[Term]:
    """A list has the items of the rules that match, and as many of them; named lists are beyond this."""
    lists = source.axis.lists
    if lists is None or lists.named:
        raise Outside(f"the list that {source.told} gives is compared with a list")
    places = [lists.items.place(each) for each in values]
    for place in sorted({each for each in places if each is not None}):
        own = [match for at, match in zip(places, matches, strict=True) if at == place]
        with_it = _having(source, lists, place)
        yield encoding.set(source, with_it) == encoding.any(own)
    for length in range(1, lists.longest + 1):
        shorter = sum(
            1 << at
            for at, each in enumerate(source.axis.classes)
            if isinstance(each.value, tuple) and len(each.value) <= length
        )
        yield encoding.set(source, shorter | 1) == z3.AtMost(*matches, length)


def _having(source: Source, lists: Lists, place: int | None) -> int:
    return sum(
        1 << at
        for at, each in enumerate(source.axis.classes)
        if isinstance(each.value, tuple) and place in lists.mark(each.value)[0]
    )
