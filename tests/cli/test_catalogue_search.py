"""A partner's catalogue at the terminal: asked, counted, kept, taken away as a file, ordered from."""

from __future__ import annotations

import io

import pytest

from verbale.domain.cycle import holding
from verbale.domain.spine import document
from verbale.engines.catalogue import OfferItem, Record, read_records
from verbale.kernel.clock import SystemClock
from verbale.records.party import Party
from verbale.records.person import Role

ITEMS = [
    OfferItem(f"{number:026d}", title, year=1960 + number, language=language, kind=kind, subjects=("Ice",))
    for number, (title, language, kind) in enumerate(
        [("River ice", "eng", "book"), ("Ice maps", "nor", "map"), ("Werkstoffregelung", "ger", "book")]
    )
]


@pytest.fixture
def librarian(hire, partner):
    at = SystemClock().now()
    file = document.store(io.BytesIO(b"".join(item.line() for item in ITEMS)), name="catalogue.jsonl", at=at)
    holding.receive_catalogue(partner=Party.objects.get(code=partner), offer="o" * 26, file=file, at=at)
    return hire("librarian", Role.LIBRARIAN)


def titles(told):
    return [item["title"] for item in told["items"]]


def test_both_commands_ask_a_partner_s_catalogue(librarian, partner):
    found = librarian.done("catalogue", "find", "Regelung")
    assert (titles(found), found["read"], found["loosened"]) == (["Werkstoffregelung"], "Regelung", False)
    assert librarian.done("catalogue", "search", "Regelung", "--partner", partner) == found


def test_order_filters_and_counts(librarian):
    found = librarian.done("catalogue", "find", "--order", "newest", "--subject", "Ice", "--counts")
    assert titles(found) == ["Werkstoffregelung", "Ice maps", "River ice"]
    assert found["counts"] == {
        "languages": [["eng", 1], ["ger", 1], ["nor", 1]], "kinds": [["book", 2], ["map", 1]],
        "subjects": [["Ice", 3]], "years": [[1962, 1], [1961, 1], [1960, 1]],
    }  # fmt: skip
    assert "kinds: book (2), map (1)" in librarian.run("catalogue", "find", "--counts").stdout


def test_did_you_mean(librarian):
    assert librarian.done("catalogue", "find", "rivver")["suggestions"] == ["river"]
    assert "Did you mean: river" in librarian.run("catalogue", "find", "rivver").stdout


def test_hits_leave_as_a_file(librarian):
    result = librarian.run("catalogue", "find", "ice", "--format", "marc", "--order", "oldest")
    read = read_records(io.BytesIO(result.stdout_bytes), name="x")
    assert [one.control("001") for one in read if isinstance(one, Record)] == [one.identifier for one in ITEMS]
    assert librarian.run("catalogue", "find", "--format", "docx").exit_code == 2
    for given in (("--limit", "2"), ("--offset", "1")):
        refused = librarian.run("catalogue", "find", "ice", "--format", "marc", *given)
        assert (refused.exit_code, "leave out --limit and --offset" in refused.stderr) == (2, True)


def test_a_query_that_begins_with_minus(librarian):
    refused = librarian.run("catalogue", "find", "-laser")
    assert (refused.exit_code, "-- -laser" in refused.stderr) == (2, True)
    assert "    -- -laser  " in librarian.run("catalogue", "find", "--help").stdout
    assert librarian.run("catalogue", "find", "--", "-maps").stdout.startswith("2 found.")


def test_a_search_is_kept_asked_again_and_forgotten(librarian, hire, partner):
    librarian.done("catalogue", "find", "ice", "--kind", "map", "--keep", "Maps")
    row = {"name": "Maps", "partner": partner, "query": "ice", "filters": "kind: map", "order": "relevance"}
    assert librarian.done("catalogue", "kept") == [row]
    assert titles(librarian.done("catalogue", "kept", "--ask", "Maps", "--partner", partner)) == ["Ice maps"]
    assert titles(librarian.done("catalogue", "kept", "Maps")) == ["Ice maps"]
    assert librarian.run("catalogue", "kept", "Maps", "--forget", "Maps").exit_code == 2
    desk = hire("desk", Role.DESK)
    assert desk.done("catalogue", "kept") == []
    assert desk.run("catalogue", "kept", "--forget", "Maps").exit_code == 1
    assert librarian.done("catalogue", "kept", "--forget", "Maps") == {"forgotten": "Maps"}
    assert librarian.done("catalogue", "kept") == []


def test_many_items_go_on_an_order_at_once(librarian, partner):
    order = librarian.done("need", "open", "--partner", partner, "--route", "information institute")["id"]
    chosen = [part for item in ITEMS for part in ("--item", item.identifier)]
    assert [line["position"] for line in librarian.done("need", "add", order, *chosen)] == [1, 2, 3]
    assert librarian.done("need", "add", order, *chosen) == []
    assert librarian.run("need", "add", order, *chosen, "--citation", "x").exit_code == 2
    assert librarian.run("need", "add", order, *chosen, "--item", "none").exit_code == 1


@pytest.mark.parametrize("command", ["find", "search"])
def test_the_help_tells_the_language(librarian, command):
    told = librarian.run("catalogue", command, "--help").stdout
    assert all(part in told for part in ('"remote sensing"', "year:1957..1960", "OR", "-moisture", "hydro*"))
