"""`verbale rules diff --edition`: which records of our editions move under another rulebook. Needs a node."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from io import TextIOWrapper
from typing import Any, TypeAlias

from verbale.cli import named
from verbale.cli.new_file import new_file
from verbale.cli.sheet import plain
from verbale.cli.sign_in import who_acts
from verbale.domain.cycle import descent, rulebook
from verbale.domain.cycle.review import of_rulebook
from verbale.domain.cycle.rulebook import Compared
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.records.person import Role

File: TypeAlias = tuple[bytes, str]
Names: TypeAlias = dict[str, str]
"""What editions are called, by their identifiers."""
TERMS = ("channel", "forms", "approvals", "marking")
COLUMNS = (
    "edition", "number", "title", "before", "after", "rule_before", "rule_after",
    *(f"{name}_{when}" for when in ("before", "after") for name in TERMS),
)  # fmt: skip


def moved(editions: Sequence[str], old: File, new: File, save: str | None) -> tuple[Compared, Names]:
    """Reviews editions by two rulebooks, each under its own standard request; ``save`` is a new CSV of what moves."""
    me = who_acts()
    check_role(me.person, Role.DESK, Role.AUDITOR)
    chosen = [named.edition(me, name) for name in editions]
    names = {each.pk: each.name for each in chosen}
    opened = [descent.opened(each) for each in chosen]
    books = of_rulebook(*old), of_rulebook(*new)
    if save is None:
        return rulebook.compared(opened, *books), names
    with ExitStack() as open_files:
        out = open_files.enter_context(new_file(save))
        rows = csv.writer(open_files.enter_context(TextIOWrapper(out, "utf-8-sig", newline="")))
        rows.writerow(COLUMNS)
        return rulebook.compared(opened, *books, lambda each: rows.writerow(map(plain, _cells(each)))), names


def _cells(one: catalogue.MovedRecord) -> tuple[Any, ...]:
    """A record as a row of `COLUMNS`."""
    terms = (told.get(name) for told in (one.terms_before, one.terms_after) for name in TERMS)
    return one.edition, one.number, one.title, one.before, one.after, one.rule_before, one.rule_after, *terms


def as_data(editions: Sequence[str], found: Compared) -> dict[str, Any]:
    """What moves, for programs."""
    return {
        "editions": list(editions), "records": found.records, "moved": found.moved,
        "moves": [{**asdict(each), "samples": list(each.samples)} for each in found.moves],
        "shifts": [_shift(each) for each in found.shifts],
    }  # fmt: skip


def _shift(one: catalogue.Shift) -> dict[str, Any]:
    return {
        "before": one.before, "after": one.after, "records": one.records, "terms_before": dict(one.terms_before),
        "terms_after": dict(one.terms_after), "samples": [_sample(each) for each in one.samples],
    }  # fmt: skip


def _sample(one: catalogue.MovedRecord) -> dict[str, Any]:
    """A record of a shift, whose terms stand with the shift."""
    return {name: value for name, value in asdict(one).items() if not name.startswith("terms")}


def as_lines(found: Compared, names: Names) -> Iterator[str]:
    """The same for people, with editions by their names."""
    yield f"{found.records:,} records reviewed, {found.moved:,} would move."
    for one in found.shifts:
        yield f"{one.records:,}: {one.before} → {one.after}{_terms(one)}"
        for each in one.samples:
            rules = f"rule {each.rule_before or 'none'} → {each.rule_after or 'none'}"
            yield f"  {names[each.edition]}, record {each.number}: {each.title or 'without title'} ({rules})"


def _terms(one: catalogue.Shift) -> str:
    if one.before != one.after:
        return ""
    was, now = one.terms_before, one.terms_after
    told = (f"{name}: {_said(was.get(name))} → {_said(now[name])}" for name in now if was.get(name) != now[name])
    return f" under other terms, {', '.join(told)}"


def _said(value: Any) -> str:
    return (" and ".join(value) if isinstance(value, list) else str(value or "")) or "none"
