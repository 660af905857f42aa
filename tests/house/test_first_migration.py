"""The first migration makes each table whole, for which a new node waits a third as long,
and makes them together, for which it waits half as long again."""

from django.apps import apps
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ModelState, ProjectState

from tools import first_migration
from verbale.records.tables import CreateTables


def first() -> Migration:
    return MigrationLoader(None).disk_migrations[first_migration.LABEL, "0001_initial"]


def singly(operations: list) -> list:
    """The operations one by one, also those that are done together."""
    return [one for whole in operations for one in (whole.operations if isinstance(whole, CreateTables) else [whole])]


def made(*operations) -> dict:
    """What the operations amount to, by table: its fields, by name, and how many indexes and constraints it has."""
    state = ProjectState()
    for operation in operations:
        operation.state_forwards(first_migration.LABEL, state)
    return {
        name: (set(model.fields), len(model.options.get("indexes", ())), len(model.options.get("constraints", ())))
        for (_, name), model in state.models.items()
    }


def test_only_what_closes_a_circle_is_added_to_a_table_that_is_there():
    found = singly(first().operations)
    late = {one.model_name_lower for one in found if isinstance(one, AddField)}
    rest = [one for one in found if not isinstance(one, CreateModel | AddField)]
    assert {type(one) for one in rest} <= {AddConstraint, AddIndex}
    assert {one.model_name_lower for one in rest} - late == set()


def test_what_is_written_are_the_stores_as_they_are():
    from_stores = ProjectState.from_apps(apps)
    written = from_stores.clone()
    for key in [key for key in written.models if key[0] == first_migration.LABEL]:
        del written.models[key]
    for operation in first_migration.operations(first_migration.stores()):
        operation.state_forwards(first_migration.LABEL, written)
    changes = MigrationAutodetector(written, from_stores)._detect_changes()
    assert changes == {}


def table(name: str, *constraints: models.BaseConstraint, **references: tuple[str, bool]) -> ModelState:
    """A table that refers to others; which of its references may be empty is told with each."""
    fields = {"id": models.BigAutoField(primary_key=True)} | {
        field: models.ForeignKey(f"records.{to}", models.PROTECT, null=null) for field, (to, null) in references.items()
    }
    return ModelState(first_migration.LABEL, name, list(fields.items()), {"constraints": list(constraints)})


def operations(*tables: ModelState) -> list:
    return singly(first_migration.operations({one.name_lower: one for one in tables}))


def told(operations: list) -> list[str]:
    return [one.describe().replace("`", "") for one in operations]


def test_a_table_comes_after_those_to_which_it_refers():
    once = models.UniqueConstraint(fields=["to"], name="once")
    written = operations(table("A", once, to=("b", False), itself=("a", False)), table("B", to=("c", True)), table("C"))
    assert told(written) == ["Create model C", "Create model B", "Create model A"]
    assert made(*written) == {"a": ({"id", "to", "itself"}, 0, 1), "b": ({"id", "to"}, 0, 0), "c": ({"id"}, 0, 0)}


def test_a_circle_is_closed_last_by_a_field_that_may_be_empty():
    once = models.UniqueConstraint(fields=["to"], name="once")
    written = operations(table("A", to=("b", False)), table("B", once, to=("a", True)))
    assert told(written) == [
        "Create model B", "Create model A", "Add field to to b", "Create constraint once on model b",
    ]  # fmt: skip
    assert made(*written) == {"a": ({"id", "to"}, 0, 0), "b": ({"id", "to"}, 0, 1)}
