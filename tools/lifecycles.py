"""Draws the lifecycles of the domain, from the tables that the code obeys, into docs/LIFECYCLES.md.

    python tools/lifecycles.py draw     write the page
    python tools/lifecycles.py check    exit 1 if the page does not show the tables as they are

A lifecycle is a mapping named TRANSITIONS in a module of ``verbale.domain``: from each state to those it may become.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import ModuleType

PAGE = Path(__file__).resolve().parents[1] / "docs" / "LIFECYCLES.md"
HEAD = """# Lifecycles

Made by `make lifecycles` from the tables in the code; a test compares the two. Do not edit this page.
"""

Transitions = Mapping[Enum, Collection[Enum]]


def page() -> str:
    """The whole page: every lifecycle of the domain, by the name of its module."""
    sections = (section(module, module.TRANSITIONS) for module in modules() if hasattr(module, "TRANSITIONS"))
    return "\n".join([HEAD, *sections])


def modules() -> Iterator[ModuleType]:
    """The modules of the domain, by name."""
    import verbale.domain

    for found in sorted(
        pkgutil.walk_packages(verbale.domain.__path__, "verbale.domain."), key=lambda found: found.name
    ):
        yield importlib.import_module(found.name)


def section(module: ModuleType, transitions: Transitions) -> str:
    """A drawing and a table of one lifecycle, headed by what its module says of itself."""
    title = module.__name__.rpartition(".")[2].replace("_", " ").capitalize()
    subject = (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")
    return f"## {title}\n{subject}\n\n{drawing(transitions)}\n\n{table(transitions)}\n"


def drawing(transitions: Transitions) -> str:
    """The lifecycle as a Mermaid state diagram; it begins in the first state and ends where nothing leads on."""
    states = list(transitions)
    lines = [f"    {state.name} : {label(state)}" for state in states]
    lines.append(f"    [*] --> {states[0].name}")
    for state in states:
        lines += [f"    {state.name} --> {after.name}" for after in ordered(transitions, state)]
        if not transitions[state]:
            lines.append(f"    {state.name} --> [*]")
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def table(transitions: Transitions) -> str:
    """The lifecycle as a table of states and what each may become."""
    rows = []
    for state in transitions:
        after = ", ".join(label(after) for after in ordered(transitions, state))
        rows.append(f"| {label(state)} | {after or 'nothing: it ends here'} |")
    return "\n".join(["| state | may become |", "|---|---|", *rows])


def ordered(transitions: Transitions, state: Enum) -> list[Enum]:
    """The states that one may become, in the order of their kind."""
    return [after for after in type(state) if after in transitions[state]]


def label(state: Enum) -> str:
    """The state's name for people."""
    return str(getattr(state, "label", state.name.lower().replace("_", " ")))


def main(arguments: list[str]) -> int:
    """Draws or checks; sets Django up in a home that is no node, since tables of states need none."""
    if arguments not in (["draw"], ["check"]):
        print(__doc__)
        return 2
    os.environ |= {"VERBALE_HOME": tempfile.gettempdir(), "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    import django

    django.setup()
    if arguments == ["draw"]:
        PAGE.write_text(page(), "utf-8")
        return 0
    current = PAGE.exists() and PAGE.read_text("utf-8") == page()
    print("docs/LIFECYCLES.md shows the tables" if current else "docs/LIFECYCLES.md is old; run: make lifecycles")
    return not current


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
