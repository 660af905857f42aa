"""`verbale rules diff --edition`: which records of a real edition move under another rulebook."""

from __future__ import annotations

import csv

import pytest

from tests.cli.conftest import RULEBOOKS
from tests.domain.cycle.conftest import bureau
from tests.domain.cycle.shelf import book, fill_lookups, imported

__all__ = ["bureau"]

FIRST = RULEBOOKS / "supply-1964.dmn"


@pytest.fixture
def edition(bureau):  # noqa: F811
    fill_lookups(bureau)
    made = imported(bureau, book("Waters", country="enk") + book("=Winds", country="fr ") + book("Walls"))
    return made.pk


@pytest.fixture
def desk(at_desk):
    return at_desk("desk")


def written(tmp_path, *changes, name="other.dmn"):
    data = FIRST.read_bytes()
    for before, after in changes:
        assert before in data
        data = data.replace(before, after)
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def test_what_moves_is_told_with_the_records(desk, edition, tmp_path):
    other = written(tmp_path, (b'<text>"third country"</text>', b'<text>"partner"</text>'))
    saved = tmp_path / "moved.csv"
    told = desk.done("rules", "diff", str(FIRST), other, "--edition", edition, "--save", str(saved))["edition"]
    assert (told["records"], told["moved"], told["editions"]) == (3, 2, [edition])
    (shift,) = told["shifts"]
    assert (shift["before"], shift["after"], shift["records"], shift["terms_after"]) == ("supply", "refuse", 2, {})
    assert [(each["title"], each["rule_before"], each["rule_after"]) for each in shift["samples"]] == [
        ("Waters", "8", "16"), ("=Winds", "8", "16"),
    ]  # fmt: skip
    with saved.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["title"], row["before"], row["after"]) for row in rows] == [
        ("Waters", "supply", "refuse"), ("'=Winds", "supply", "refuse"),
    ]  # fmt: skip
    shown = desk.run("rules", "diff", str(FIRST), other, "--edition", edition)
    assert "3 records reviewed, 2 would move." in shown.stdout
    assert "2: supply → refuse" in shown.stdout
    again = desk.run("rules", "diff", str(FIRST), other, "--edition", edition, "--save", str(saved))
    assert (again.exit_code, "moved.csv" in again.stderr) == (1, True)


def test_other_terms_are_a_move(desk, edition, tmp_path):
    other = written(tmp_path, (b'rule_8_output_marking"><text>null', b'rule_8_output_marking"><text>"internal"'))
    told = desk.run("rules", "diff", str(FIRST), other, "--edition", edition).stdout
    assert "2: supply → supply under other terms, marking: none → internal" in told


def test_another_channel_of_a_referral_is_neither_stricter_nor_looser(desk, tmp_path):
    other = written(tmp_path, (b'output_channel"><text>"bilateral cooperation"', b'output_channel"><text>"talks"'))
    told = desk.run("rules", "diff", str(FIRST), other).stdout.splitlines()
    assert told[-1] == "The new one is as strict as the old one, and says some things otherwise."


def test_every_term_of_what_moves_is_saved(desk, edition, tmp_path):
    other = written(tmp_path, (b'rule_8_output_marking"><text>null', b'rule_8_output_marking"><text>"internal"'))
    saved = tmp_path / "terms.csv"
    desk.done("rules", "diff", str(FIRST), other, "--edition", edition, "--save", str(saved))
    with saved.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    found = {name: value for name, value in row.items() if name.startswith(("marking", "forms", "approvals"))}
    assert found == {
        "forms_before": "original", "approvals_before": "", "marking_before": "",
        "forms_after": "original", "approvals_after": "", "marking_after": "internal",
    }  # fmt: skip


def test_the_same_moves_nothing(desk, edition):
    told = desk.done("rules", "diff", str(FIRST), str(FIRST), "--edition", edition)
    assert (told["relation"], told["edition"]["moved"], told["edition"]["shifts"]) == ("equivalent", 0, [])


def test_what_is_refused(desk, at_desk, nobody, edition, tmp_path):
    words = ("rules", "diff", str(FIRST), str(FIRST))
    save = desk.run(*words, "--save", str(tmp_path / "x.csv"))
    assert (save.exit_code, "--edition" in save.stderr) == (2, True)
    assert desk.run(*words, "--edition", "nothing").exit_code == 1
    assert nobody.run(*words, "--edition", edition).exit_code == 1
    assert at_desk("librarian").run(*words, "--edition", edition).exit_code == 1
    assert at_desk("auditor").run(*words, "--edition", edition).exit_code == 0
