"""The table itself: each row once, with its test, its pages and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.register.table import command_in, rows

OWNED = tuple(
    f"S{number}" for number in (
        1, 2, 3, 4, 13, 14, 15, 16, 17, 18, 19, 20, 28, 40, 41, 42, 51, 57, 58, 59, 61, 62, 63, 64, 65, 66, 67, 68, 69,
        70, 71, 72, 73, 74, 75, 76, 77, 79, 80, 81, 93, 101, 103, 104, 105, 106, 112, 113, 114, 115, 116, 117, 119, 121,
    )
)  # fmt: skip


class TestTable:
    def test_it_holds_every_row_once(self):
        assert [row.number for row in rows()] == list(OWNED)

    def test_each_row_has_its_test(self):
        written = [
            name for file in Path(__file__).parent.glob("test_*.py") if file.name != "test_table.py"
            for name in re.findall(r"^ +def (test_\w+)", file.read_text("utf-8"), re.M)
        ]  # fmt: skip
        assert sorted(row.test for row in rows()) == sorted(written)
        assert [row.number for row in rows()] == [row.test.split("_")[1].upper() for row in rows()]

    def test_every_page_and_command_is_there(self):
        pages = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
        named = [(row.number, page) for row in rows() for page in row.pages if page not in pages]
        commands = [one for row in rows() for one in row.commands if " ".join(command_in(one.split())) != one]
        assert (named, commands) == ([], [])
        assert [row.number for row in rows() if not (row.pages and row.commands)] == []

    @pytest.mark.shared
    def test_the_rows_are_those_of_the_register(self, shared):
        register = (shared / "REGISTER.md").read_text("utf-8")
        assert [number for number in OWNED if not re.search(rf"^\| {number} [A-E] \|", register, re.M)] == []
