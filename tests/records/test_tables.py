"""Tables made together are the same tables, and can be taken away again."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from verbale.records.tables import CreateTables

KEY = ("id", models.BigAutoField(primary_key=True))
TABLES = CreateTables([
    CreateModel("Shelf", [KEY, ("name", models.CharField(max_length=9, unique=True))]),
    CreateModel("Volume", [KEY, ("shelf", models.ForeignKey("probe.Shelf", models.PROTECT))]),
    CreateModel("Loan", [KEY, ("volume", models.ForeignKey("probe.Volume", models.PROTECT))]),
])  # fmt: skip
NAMES = {"probe_shelf", "probe_volume", "probe_loan"}


def standing() -> set[str]:
    with connection.cursor() as cursor:
        return NAMES & set(connection.introspection.table_names(cursor))


def after(state: ProjectState) -> ProjectState:
    state = state.clone()
    TABLES.state_forwards("probe", state)
    return state


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_in_their_order_and_taken_away_in_the_other():
    before = ProjectState()
    with connection.schema_editor() as editor:
        TABLES.database_forwards("probe", editor, before, after(before))
    made = standing()
    with connection.schema_editor() as editor:
        TABLES.database_backwards("probe", editor, after(before), before)
    assert (made, standing()) == (NAMES, set())


def test_the_state_knows_what_each_table_by_itself_would_tell_it():
    whole, singly = ProjectState(), ProjectState()
    assert whole.apps.get_models() == []  # worked out once already, so that it has to be worked out anew
    TABLES.state_forwards("probe", whole)
    for one in TABLES.operations:
        one.state_forwards("probe", singly)
    assert whole == singly
    assert {model.__name__ for model in whole.apps.get_models()} == {"Shelf", "Volume", "Loan"}


def test_a_migration_says_how_many_tables_it_makes():
    assert TABLES.describe() == "Create 3 tables"
