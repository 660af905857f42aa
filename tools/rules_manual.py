"""Prints the manual of the rules, docs/rules.md, from the examples that the tests decide.

    make manual

The examples stand in tests/engines/rules/manual; a test decides each, and another holds this page to them. What a
program prints is what it printed when the page was made.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import fill

from tests.engines.rules.manual import boxed, builtins, language, prose, tables
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


def _language() -> Iterator[str]:
    yield from ("## The language", "", prose.LANGUAGE, "")
    for title, said, examples in language.SECTIONS:
        yield from (f"### {title}", "", _wrapped(said), "", *_examples(examples), "")
    yield from ("### Cells", "", prose.CELLS, "")
    rows = [(_code(cell), _code("null" if value is None else str(value)), "yes" if passes else "no")
            for cell, value, passes in language.CELLS]  # fmt: skip
    yield from (*_table(("cell", "value", "passes"), rows), "")


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
    yield from ("## Decision tables", "", prose.TABLES, "")
    for shown in tables.TABLES:
        yield from (f"### {shown.title}", "", *([_wrapped(shown.said), ""] if shown.said else []))
        heads = ["", *(_code(name) for name in shown.inputs), *(f"**{name or 'answer'}**" for name in shown.outputs)]
        rows = [[str(number), *map(_code, cells(rule))] for number, rule in enumerate(shown.rules, 1)]
        yield from (*_table(heads, rows), "")
        for facts, output, rules in shown.asked:
            given = ", ".join(f"{name} {value}" for name, value in facts.items())
            told = f"by rule {', '.join(map(str, rules))}" if rules else "by no rule"
            yield f"- {given}: {_code(output)}, {told}"
        yield from ("", *([f"> {shown.fault}", ""] if shown.fault else []))


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
    command = [sys.executable, str(PROGRAMS / f"{name}.py")]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


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
    _opening, _language, _functions, _decisions, _boxed, _programs, _limits,
)  # fmt: skip

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
