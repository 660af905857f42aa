"""Prints the manual of the rules, docs/rules.md, from the examples that the tests decide.

    make manual

The examples stand in tests/engines/rules/manual; a test decides each, and another holds this page to them. What a
program prints is what it printed when the page was made.
"""

from __future__ import annotations

import runpy
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill, wrap

from click.testing import CliRunner

from tests.engines.rules.manual import boxed, builtins, first, language, prose, tables
from verbale.cli.main import verbale
from verbale.engines.rules import DecisionTable, read_model
from verbale.engines.rules.feel.builtins import BUILTINS
from verbale.engines.rules.feel.values import Function

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rules.md"
PROGRAMS = ROOT / "tests" / "engines" / "rules" / "manual"


def page() -> str:
    """The whole page."""
    return "\n".join(line for part in PARTS for line in part()) + "\n"


def _opening() -> Iterator[str]:
    yield from ("# Rules: decision tables and FEEL", "", prose.OPENING)


def _first() -> Iterator[str]:
    yield from ("## A first rulebook", "", prose.FIRST, "", *_loan(), "", prose.COMMANDS, "")
    with TemporaryDirectory() as folder:
        for name in ("loan.dmn", "loan.cases.md"):
            shutil.copy(PROGRAMS / name, folder)
        Path(folder, "loan-next.dmn").write_bytes((PROGRAMS / "loan.dmn").read_bytes().replace(*first.SHORTER))
        with chdir(folder):
            for said, command in first.STEPS:
                yield from (_wrapped(said), "", "```console", f"$ {command}", *_answer(command), "```", "")


def _loan() -> list[str]:
    """The table of the first rulebook."""
    (decision,) = read_model((PROGRAMS / "loan.dmn").read_bytes(), name="loan.dmn").decisions
    table = decision.logic
    assert isinstance(table, DecisionTable)
    heads = [
        "", *(_code(column.label) for column in table.inputs),
        *(f"**{column.name or decision.name}**" for column in table.outputs), *table.rules[0].annotations,
    ]  # fmt: skip
    rows = [
        [str(rule.number), *(_code(cell.text) for cell in (*rule.inputs, *rule.outputs)),
         *rule.annotations.values()]
        for rule in table.rules
    ]  # fmt: skip
    return _table(heads, rows)


def _answer(command: str) -> list[str]:
    """What a command says."""
    lines: list[str] = []
    for line in CliRunner().invoke(verbale, shlex.split(command)[1:]).stdout.splitlines():
        lines += wrap(line, 118, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    return lines


def _cells() -> Iterator[str]:
    yield from ("## What a cell may say", "", prose.CELLS, "")
    rows = [(_code(cell), asks, _code(_shown(value)), "yes" if passes else "no")
            for cell, value, passes, asks in language.CELLS]  # fmt: skip
    yield from (*_table(("cell", "it asks for", "value", "passes"), rows), "")


def _shown(value: object) -> str:
    return "null" if value is None else f'"{value}"' if isinstance(value, str) else str(value)


def _unknown() -> Iterator[str]:
    yield from ("## What is not known", "", prose.UNKNOWN, "")


def _language() -> Iterator[str]:
    yield from ("## The language", "", prose.LANGUAGE, "")
    for title, said, examples in language.SECTIONS:
        yield from (f"### {title}", "", _wrapped(said), "", *_examples(examples), "")


def _functions() -> Iterator[str]:
    yield from ("## Functions", "", prose.FUNCTIONS, "")
    for title, group in builtins.GROUPS.items():
        yield from (f"### {title}", "")
        rows = [
            (
                _code(signature(name)),
                said,
                "<br>".join(f"{_code(text)} → {_code(value)}" for text, value, *_ in examples),
            )
            for name, (said, examples) in group.items()
        ]
        yield from (*_table(("function", "gives", "examples"), rows), "")


def signature(name: str) -> str:
    """How a built-in is called: what may be left out stands in square brackets."""
    found: Function = BUILTINS[name]
    needed = len(found.parameters) - found.optional
    written = ", ".join(found.parameters[:needed])
    for parameter in found.parameters[needed:]:
        written += f"[, {parameter}]" if written else f"[{parameter}]"
    return f"{name}({written}{', …' if found.variadic else ''})"


def _decisions() -> Iterator[str]:
    yield from ("## Which rule counts", "", prose.TABLES, "")
    for shown in tables.TABLES:
        yield from (f"### {shown.title}", "", *([_wrapped(shown.said), ""] if shown.said else []))
        heads = ["", *(_code(name) for name in shown.inputs), *(f"**{name or 'answer'}**" for name in shown.outputs)]
        rows = [[str(number), *map(_code, cells(rule))] for number, rule in enumerate(shown.rules, 1)]
        yield from (*_table(heads, rows), "")
        for facts, output, rules in shown.asked:
            given = ", ".join(f"{name} {value}" for name, value in facts.items())
            yield f"- {given}: {_code(output)}, by {_rules(rules)}"
        yield from ("", *([f"> {shown.fault}", ""] if shown.fault else []))


def _rules(numbers: Sequence[int]) -> str:
    if not numbers:
        return "no rule"
    *others, last = map(str, numbers)
    return f"rules {', '.join(others)} and {last}" if others else f"rule {last}"


def cells(rule: str) -> list[str]:
    """The cells of a rule, inputs and outputs."""
    asked, _, given = rule.partition("=>")
    return [cell.strip() for side in (asked, given) for cell in side.split("|")]


def _boxed() -> Iterator[str]:
    yield from ("## Boxed expressions", "", prose.BOXED, "")
    for title, said, text, value in boxed.BOXED:
        yield from (f"### {title}", "", said, "", "```xml", *text.splitlines(), "```", "", f"→ {_code(value)}", "")


def _programs() -> Iterator[str]:
    for title, said, name in prose.PROGRAMS:
        yield from (f"## {title}", "", _wrapped(said), "", "```python", *_source(name).splitlines(), "```", "")
        yield from ("It prints", "", "```text", *printed(name).splitlines(), "```", "")


def _source(name: str) -> str:
    """A program without its docstring."""
    return (PROGRAMS / f"{name}.py").read_text("utf-8").partition('"""\n\n')[2].strip()


def printed(name: str) -> str:
    """What a program of the manual prints."""
    with redirect_stdout(StringIO()) as out:
        runpy.run_path(str(PROGRAMS / f"{name}.py"), run_name="__main__")
    return out.getvalue()


def _limits() -> Iterator[str]:
    yield from ("## Limits", "", prose.LIMITS, "")
    yield from (*_table(("what", "at most"), [(said, f"{number:,}") for said, number in prose.BOUNDS]), "")
    yield from (prose.CLOSING, "")


def _examples(examples: Sequence[Sequence[str]]) -> Iterable[str]:
    rows = [(_code(text), _code(value), why[0] if why else "") for text, value, *why in examples]
    heads = ("expression", "value", "reason")
    return _table(heads, rows) if any(row[2] for row in rows) else _table(heads[:2], [row[:2] for row in rows])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _wrapped(said: str) -> str:
    return fill(said, 120, break_long_words=False, break_on_hyphens=False)


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`"


PARTS: tuple[Callable[[], Iterator[str]], ...] = (
    _opening, _first, _cells, _decisions, _unknown, _language, _functions, _boxed, _programs, _limits,
)  # fmt: skip

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
