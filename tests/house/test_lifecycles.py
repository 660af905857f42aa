"""Lifecycles are tables, complete ones, and the page in the docs shows them."""

from enum import Enum
from types import ModuleType

from tools import lifecycles


class Lamp(Enum):
    OFF = 1
    ON = 2
    BROKEN = 3


def test_a_table_is_drawn_and_listed():
    lamp = ModuleType("verbale.domain.cycle.street_lamp", "Lamps: lit and unlit,\nday by day.\n\nMore of it.")
    transitions = {Lamp.OFF: {Lamp.BROKEN, Lamp.ON}, Lamp.ON: {Lamp.OFF}, Lamp.BROKEN: set()}
    assert lifecycles.section(lamp, transitions) == (
        "## Street lamp\n"
        "Lamps: lit and unlit, day by day.\n\n"
        "```mermaid\n"
        "stateDiagram-v2\n"
        "    OFF : off\n"
        "    ON : on\n"
        "    BROKEN : broken\n"
        "    [*] --> OFF\n"
        "    OFF --> ON\n"
        "    OFF --> BROKEN\n"
        "    ON --> OFF\n"
        "    BROKEN --> [*]\n"
        "```\n\n"
        "| state | may become |\n"
        "|---|---|\n"
        "| off | on, broken |\n"
        "| on | off |\n"
        "| broken | nothing: it ends here |\n"
    )


def test_every_state_stands_in_its_table_and_can_be_reached():
    tables = {module.__name__: module.TRANSITIONS for module in lifecycles.modules() if hasattr(module, "TRANSITIONS")}
    assert {name: (set(table), reached(table)) for name, table in tables.items()} == {
        name: (set(type(next(iter(table)))),) * 2 for name, table in tables.items()
    }


def reached(table):
    """The states that a thing which begins in the first one can come to."""
    found = new = {next(iter(table))}
    while new := {after for state in new for after in table[state]} - found:
        found = found | new
    return found


def test_the_page_shows_the_tables_as_they_are():
    assert lifecycles.PAGE.read_text("utf-8") == lifecycles.page()
