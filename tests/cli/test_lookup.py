"""Lookup tables and the quality of records, at the terminal."""

import pytest

from tests.domain.cycle.test_edition import item
from tests.domain.cycle.test_what_if import unknown
from verbale.cli import lookup

STATED = ("--distribution", "open", "--reason", "the public catalogue")

PARTNERS = (("FI", "supply 1"), ("SU", "supply 2"), ("DD", "supply 1"))


@pytest.fixture
def edition(desk, tmp_path):
    desk.done("catalogue", "lookup", "set", "country group", "sz", "domestic")
    desk.done("catalogue", "lookup", "set", "publisher class", "Meridian *", "listed press")
    path = tmp_path / "source.mrc"
    path.write_bytes(item(1, "Waters") + unknown("Snow"))
    return desk.done("catalogue", "import", str(path), *STATED)["edition"]


def test_a_line_is_weighed_without_being_kept(desk, edition):
    told = desk.done("catalogue", "lookup", "what-if", "publisher class", "nordic *", "listed press")
    assert (told["affected"], told["records"]) == (1, 2)
    assert len(desk.done("catalogue", "lookup", "list")) == 2
    shown = desk.run("catalogue", "lookup", "what-if", "publisher class", "Meridian *").stdout
    assert "1 of 2 records would have another origin or class of publisher." in shown


def test_samples_can_be_opened_and_are_told_once_for_one_policy():
    samples = {"released": [{"edition": "7zq0", "number": 3, "title": "Snow"}], "withheld": []}
    partners = [{"partner": code, "policy": policy, "samples": samples} for code, policy in PARTNERS]
    assert lookup._samples(partners) == [
        "FI, DD, released: Snow (edition 7zq0, record 3)",
        "SU, released: Snow (edition 7zq0, record 3)",
    ]


def test_a_line_is_taken_off(desk, edition):
    desk.done("catalogue", "lookup", "remove", "publisher class", "Meridian *")
    assert [row["key"] for row in desk.done("catalogue", "lookup", "list")] == ["sz"]
    assert desk.run("catalogue", "lookup", "remove", "publisher class", "Meridian *").exit_code == 1
    assert desk.run("catalogue", "lookup", "what-if", "country group", "sz", "domestic").exit_code == 2


def test_quality_counts_records(desk, edition):
    (told,) = desk.done("catalogue", "quality", edition)
    assert (told["edition"], told["records"]) == (edition, 2)
    lacks = next(one for one in told["facts"] if one["fact"] == "publisher_class")
    assert (lacks["have"], lacks["lacking"]) == (1, [{"number": 1, "title": "Snow"}])
    assert [one["name"] for one in told["decades"]] == [1960]
    assert desk.done("catalogue", "quality") == [told]
    shown = desk.run("catalogue", "quality").stdout
    assert "source.mrc: 2 records" in shown
    assert "50.0 %" in shown
