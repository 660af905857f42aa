"""Doors read through querysets that demand a viewer."""

import re

from tests.house.sources import PACKAGE, modules, name

DOORS = [PACKAGE / door for door in ("web", "cli", "api")]


def test_no_door_reads_records_past_the_viewer():
    # visible_to(person) of a queryset is the only way in: a manager shows everything to everybody.
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for door in DOORS
        for path in modules(door)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\.(_default_manager|_base_manager|objects)\b", line)
    ]
    assert found == []
