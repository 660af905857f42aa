"""Writes the first migration anew, for as long as no node in use was made by it: python tools/first_migration.py

``makemigrations`` makes small tables and adds references, indexes and constraints to them one by one. After each,
Django works out anew every table that knows the changed one, and SQLite copies the table: a new node waited three times
as long for its database. Here each table is made whole, after those to which it refers, and all of them together.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter

from verbale.records.tables import CreateTables

LABEL = "records"
FIRST = Path(__file__).resolve().parents[1] / "src" / "verbale" / "records" / "migrations" / "0001_initial.py"
Models = Mapping[str, ModelState]
Fields = set[tuple[str, str]]
"""Fields by the name of their table, in small letters, and their own."""


def written() -> str:
    """The migration's source, from the stores as they are."""
    first = type("Migration", (Migration,), {"initial": True, "operations": operations(stores())})
    return MigrationWriter(first("0001_initial", LABEL), include_header=False).as_string()


def stores() -> Models:
    """The tables of ours as the models say."""
    from django.apps import apps

    states = ProjectState.from_apps(apps).models
    return {name: states[label, name] for label, name in sorted(states) if label == LABEL}


def operations(models: Models) -> list[Operation]:
    """Every table, whole, after those to which it refers; and last what closes a circle between two."""
    order, late = in_order(models)
    added = [AddField(table, name, models[table].fields[name]) for table, name in sorted(late)]
    made = CreateTables([_made(models[name], late) for name in order])
    return [made, *added, *_about_late(models, late)]


def in_order(models: Models) -> tuple[list[str], Fields]:
    """The tables, each after those to which it refers, and the fields that would make a circle of them.

    Raises CycleError if a circle has no field that may be empty.
    """
    late: Fields = set()
    while True:
        before = {name: {to for field, to in references(model) if (name, field) not in late}
                  for name, model in models.items()}  # fmt: skip
        try:
            return list(TopologicalSorter({name: sorted(before[name]) for name in before}).static_order()), late
        except CycleError as circle:
            late.add(_closing(models, circle))


def references(model: ModelState) -> Iterator[tuple[str, str]]:
    """A table's fields that refer to another table of ours, and that table."""
    for field, kind in model.fields.items():
        to = getattr(kind.remote_field, "model", None)
        label, _, name = str(to).lower().rpartition(".")
        if to is not None and label == LABEL and name != model.name_lower:
            yield field, name


def _closing(models: Models, circle: CycleError) -> tuple[str, str]:
    """A field of a circle that may be empty, and so may come later."""
    tables = circle.args[1]
    for to, table in pairwise(tables):
        for field, referred in references(models[table]):
            if referred == to and models[table].fields[field].null:
                return table, field
    raise circle


def _made(model: ModelState, late: Fields) -> CreateModel:
    fields = [(name, field) for name, field in model.fields.items() if (model.name_lower, name) not in late]
    held_back = set(map(id, _of_late(model, late)))
    options: dict[str, Any] = {}
    for name, value in model.options.items():
        kept = [one for one in value if id(one) not in held_back] if name in ("indexes", "constraints") else value
        if kept != []:
            options[name] = kept
    return CreateModel(model.name, fields, options, model.bases, model.managers)


def _of_late(model: ModelState, late: Fields) -> list[Any]:
    """A table's indexes and constraints, if it gets fields later, of which they may speak."""
    if not any(table == model.name_lower for table, _ in late):
        return []
    return [*model.options.get("indexes", ()), *model.options.get("constraints", ())]


def _about_late(models: Models, late: Fields) -> Iterator[Operation]:
    for model in models.values():
        for one in _of_late(model, late):
            added = AddIndex if one in model.options.get("indexes", ()) else AddConstraint
            yield added(model.name_lower, one)


def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VERBALE_HOME"] = folder  # the settings want a home; nothing is in it
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
        django.setup()
        FIRST.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    _main()
