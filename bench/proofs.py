"""What proofs cost: tables of 300 random rules beside tables of 12, over ten inputs: first mostly texts that list their
values, then mostly numbers and days.

``python bench/proofs.py [--turns N] [--seed N]`` asks four questions of each: for gaps, for the rules that never
decide, whether a property holds, and where an amended version decides otherwise (two rules of it have another outcome,
two another cell). Each question is asked of a model that is prepared for decisions, and includes cutting the values
into classes, writing the table for the solver and deciding every witness again. The least of some turns counts, in
seconds of CPU. Beside them stands a version with one rule in six amended, which has some 75 times the regions: first as
far as differences are told, then all of them.

Promised: 300 rules at most 20 times the time of 12, for the four questions, and over texts for as many regions as are
told; the rest is told beside it. Read the ratios; times are this machine's. Exits with 1 if the promise does not hold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from verbale.engines.rules import Prepared, prepare
from verbale.engines.rules.feel import parse_expression, parse_unary_tests
from verbale.engines.rules.feel.types import ANY, ListType, Simple, Type
from verbale.engines.rules.model import (
    Decision,
    DecisionTable,
    Hit,
    InputCell,
    InputColumn,
    InputData,
    Model,
    OutputCell,
    OutputColumn,
    Rule,
)
from verbale.engines.rules.proof import differ, prove
from verbale.engines.rules.proof.dead import dead_rules
from verbale.engines.rules.proof.gaps import gaps
from verbale.engines.rules.proof.limits import Limits
from verbale.engines.rules.proof.problem import Problem
from verbale.engines.rules.supply import INPUTS

MOST = 20.0
FEW, MANY = 12, 300
FOUR = ("gaps", "dead rules", "property", "difference")
LIMITS = Limits(seconds=120.0, told=10_000)
TEXTS = ("origin", "publisher class", "distribution", "kind", "field", "form", "route")
TYPES: Mapping[str, Type] = {
    **{name: Simple("string") for name in TEXTS},
    "restricted": Simple("boolean"),
    "year": Simple("number"),
    "bound by": ListType(Simple("string")),
}
LISTED = {"field": ("natural sciences", "engineering", "medicine", "agriculture", "social sciences", "other")}
LISTS = ("[]", "not([], null)", 'list contains(?, "NOFORN")')
PROPERTY = 'if distribution = "confidential" and restricted then outcome != "supply" else true'


@dataclass(frozen=True)
class Kind:
    """Inputs with their types, a property of a table over them, and the questions of which the promise speaks."""

    name: str
    types: Mapping[str, Type]
    property: str
    promised: tuple[str, ...] = FOUR


TEXTUAL = Kind("mostly texts", TYPES, PROPERTY, (*FOUR, "many regions"))
NUMERIC = Kind(
    "mostly numbers and days",
    {
        **{name: Simple("number") for name in ("pages", "copies", "price", "weight", "size")},
        **{name: Simple("date") for name in ("issued", "received", "due")},
        **{name: TYPES[name] for name in ("restricted", "distribution")},
    },
    'if pages > 500 and restricted then outcome != "supply" else true',
)


def values(name: str) -> tuple[str, ...]:
    """The texts that an input may have."""
    return INPUTS[name].values or LISTED[name]


def cell(name: str, draw: random.Random) -> str:
    """A cell of a column, drawn at random."""
    if NUMERIC.types.get(name) == Simple("number"):
        begin = draw.randrange(1000)
        return draw.choice((f"< {begin}", f">= {begin}", f"[{begin}..{begin + draw.randrange(400)}]"))
    if NUMERIC.types.get(name) == Simple("date"):
        first, last = sorted(date(2000, 1, 1) + timedelta(draw.randrange(9000)) for _ in range(2))
        return draw.choice((f'< date("{last}")', f'>= date("{first}")', f'[date("{first}")..date("{last}")]'))
    if name == "restricted":
        return draw.choice(("true", "false", "not(true)"))
    if name == "bound by":
        return draw.choice(LISTS)
    if name == "year":
        begin = draw.randrange(1900, 1990)
        return draw.choice((f"< {begin}", f">= {begin}", f"[{begin}..{begin + draw.randrange(60)}]"))
    chosen = draw.sample(values(name), draw.randint(1, min(3, len(values(name)))))
    told = ", ".join(json.dumps(each) for each in chosen)
    return f"not({told})" if draw.random() < 0.15 else told


def rule(number: int, draw: random.Random, kind: Kind) -> Rule:
    """A rule that asks two to four of the inputs."""
    asked = draw.sample(list(kind.types), draw.randint(2, 4))
    cells = [cell(name, draw) if name in asked else "-" for name in kind.types]
    return _rule(number, cells, draw.choice(("supply", "refer", "refuse")))


def _rule(number: int, cells: list[str], outcome: str) -> Rule:
    inputs = tuple(InputCell(text, parse_unary_tests(text)) for text in cells)
    given = json.dumps(outcome)
    return Rule(number, f"r{number}", inputs, (OutputCell(given, parse_expression(given)),), {})


def book(rules: tuple[Rule, ...], kind: Kind) -> Prepared:
    """The rules as a table under hit policy F whose texts list their values."""
    types = kind.types
    inputs = tuple(InputData(name, name, of) for name, of in types.items())
    listed = {name: ", ".join(json.dumps(each) for each in values(name)) for name in TEXTS if name in types}
    columns = tuple(
        InputColumn(
            name, name, parse_expression(name, [name]),
            parse_unary_tests(listed[name]) if name in listed else None, listed.get(name, ""),
        )
        for name in types
    )  # fmt: skip
    table = DecisionTable(Hit.FIRST, columns, (OutputColumn("outcome", "outcome"),), rules)
    return prepare(Model("bench", "m", "", "1.3", inputs, (Decision("d", "review", ANY, table, tuple(types)),)))


def amended(rules: tuple[Rule, ...], draw: random.Random, pairs: int, kind: Kind) -> tuple[Rule, ...]:
    """Another version: so many times a rule says something else, and one asks for something else in one cell."""
    found = list(rules)
    for at in range(0, 6 * pairs, 6):
        cells = [each.text for each in found[at].inputs]
        found[at] = _rule(at + 1, cells, draw.choice(("supply", "refer", "refuse")))
        other = at + draw.randrange(1, 6)
        changed = draw.choice([place for place, text in enumerate(cells) if text != "-"])
        texts = [each.text for each in found[other].inputs]
        texts[changed] = cell(list(kind.types)[changed], draw)
        outcome = str(found[other].outputs[0].expression.value)  # type: ignore[union-attr]
        found[other] = replace(_rule(other + 1, texts, outcome))
    return tuple(found)


def questions(count: int, seed: int, kind: Kind) -> dict[str, Callable[[], str]]:
    """What is asked of a table of so many rules, each with what came of it."""
    rules = tuple(rule(number, random.Random(seed + number), kind) for number in range(1, count + 1))
    one, other = book(rules, kind), book(amended(rules, random.Random(seed), 2, kind), kind)
    many = book(amended(rules, random.Random(seed), count // 12, kind), kind)

    def problem() -> Problem:
        return Problem(one, "review", LIMITS)

    return {
        "gaps": lambda: f"{len(list(gaps(problem())))} gaps",
        "dead rules": lambda: f"{len(list(dead_rules(problem(), {})))} dead",
        "property": lambda: f"holds: {prove(one, kind.property, limits=LIMITS).holds}",
        "difference": lambda: f"{len(differ(one, other, limits=LIMITS).regions)} regions",
        "many regions": lambda: f"{len(differ(one, many).regions)} regions",
        "all regions": lambda: f"{len(differ(one, many, limits=LIMITS).regions)} regions",
    }


def measured(ask: Callable[[], str], turns: int) -> tuple[float, str]:
    """The least seconds of some turns, and what came."""
    best, came = float("inf"), ""
    for _ in range(turns):
        begun = time.process_time()
        came = ask()
        best = min(best, time.process_time() - begun)
    return best, came


def compared(kind: Kind, seed: int, turns: int) -> bool:
    """Prints what each question costs of both tables; whether the promise holds."""
    few, many = questions(FEW, seed, kind), questions(MANY, seed, kind)
    kept = True
    print(f"{kind.name}\n{'':12} {FEW:>4} rules {MANY:>5} rules   ratio   what came of {MANY}", flush=True)
    for name, ask in few.items():
        one, _ = measured(ask, turns)
        other, came = measured(many[name], turns)
        kept = kept and (other <= MOST * one or name not in kind.promised)
        print(f"{name:12} {one * 1000:7.1f} ms {other * 1000:8.1f} ms {other / one:7.1f}   {came}", flush=True)
    return kept


def main() -> int:
    told = argparse.ArgumentParser(description="What proofs cost.")
    told.add_argument("--turns", type=int, default=3)
    told.add_argument("--seed", type=int, default=1964)
    asked = told.parse_args()
    found = [compared(kind, asked.seed, asked.turns) for kind in (TEXTUAL, NUMERIC)]
    kept = all(found)
    print("kept" if kept else f"NOT kept: at most {MOST:g} times")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
