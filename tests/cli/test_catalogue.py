"""Catalogues at the terminal: in, looked up, published; and what a partner's librarian finds."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest

from tests.engines.catalogue.build import marc
from tests.engines.catalogue.test_encoding import encoded
from verbale.domain.cycle import holding
from verbale.domain.spine import document
from verbale.engines.catalogue import OfferItem
from verbale.journeys.demo_records import write_marc
from verbale.kernel.clock import SystemClock
from verbale.records.party import Party
from verbale.records.person import Role

STATED = ("--distribution", "open", "--reason", "the public catalogue")


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "open.mrc"
    write_marc(path, batch="open")
    return path


def test_the_json_of_an_import_is_these_four(desk, source):
    told = desk.done("catalogue", "import", str(source), *STATED)
    assert list(told) == ["edition", "records", "faulty", "remarks"]
    assert (told["records"] > 100, told["faulty"], told["remarks"]) == (True, [], {})
    (row,) = desk.done("catalogue", "list")
    assert (row["id"], row["name"], row["reason"]) == (told["edition"], "open.mrc", "the public catalogue")
    assert desk.done("catalogue", "show", "open.mrc")["statement"]["by"] == "Desk"
    assert desk.done("catalogue", "faults", told["edition"]) == []
    assert desk.done("catalogue", "show", told["edition"], "--record", "0")["number"] == 0
    assert desk.run("catalogue", "show", told["edition"], "--record", "999999").exit_code == 1


def test_the_list_fits_a_terminal_and_no_record_steers_it(desk, tmp_path):
    path = tmp_path / ("long-" * 20 + ".mrc")
    path.write_bytes(marc(title="Snow \x98The \u202e ice"))
    edition = desk.done("catalogue", "import", str(path), *STATED)["edition"]
    assert max(map(len, desk.run("catalogue", "list").stdout.splitlines())) <= 100
    assert len(desk.done("catalogue", "list")[0]["digest"]) == 64
    for more in ((), ("--json",)):
        shown = desk.run("catalogue", "show", edition, "--record", "0", *more).stdout
        assert [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n"] == []


def test_broken_records_are_listed_and_the_import_is_done(desk, source):
    good = source.read_bytes()
    source.write_bytes(good[:20] + b"\x00\x00" + good[22:] + b"no record at all\x1d")
    result = desk.run("catalogue", "import", str(source), *STATED, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert told["faulty"]
    assert [sorted(fault) for fault in told["faulty"]] == [["fault", "offset"]] * len(told["faulty"])
    faults = desk.done("catalogue", "faults", told["edition"])
    assert [fault["offset"] for fault in faults] == [fault["offset"] for fault in told["faulty"]]


def test_what_was_odd_is_counted_and_listed(desk, tmp_path):
    path = tmp_path / "odd.mrc"
    path.write_bytes(encoded("Über Flüsse", "cp1252", said=" ") + marc(title="Ice") + b"00099" + marc(title="Snow")[5:])
    told = desk.done("catalogue", "import", str(path), *STATED)
    assert (told["records"], told["remarks"]) == (3, {"encoding": 1, "length": 1})
    listed = desk.done("catalogue", "remarks", told["edition"])
    assert (listed["remarks"], [one["number"] for one in listed["found"]]) == ({"encoding": 1, "length": 1}, [0, 2])
    (wrong,) = desk.done("catalogue", "remarks", told["edition"], "--kind", "length")["found"]
    remark = "the length in the leader is wrong"
    assert wrong == {"number": 2, "title": "Snow", "kind": "length", "remark": remark}
    shown = desk.run("catalogue", "remarks", told["edition"]).stdout
    assert shown.startswith("1 record: encoding not as declared; 1 record: wrong length\n")


TABLE = "Titel;Verfasser;Jahr;Regal\nWasser und Eis;Strom, Eva;1963;A 1\nÜber Flüsse;;1970;B\n"


def test_a_table_is_imported_under_the_mapping_that_was_proposed_for_it(desk, tmp_path):
    table, mapping = tmp_path / "list.csv", tmp_path / "mapping.json"
    table.write_bytes(TABLE.encode())
    told = desk.done("catalogue", "mapping", str(table))
    columns = {"title": ["Titel"], "creators": ["Verfasser"], "year": ["Jahr"]}
    assert (told["form"], told["mapping"]) == ("csv", {"columns": columns, "separator": ";"})
    assert told["columns"] == ["Titel", "Verfasser", "Jahr", "Regal"]
    assert told["rows"][0]["Titel"] == "Wasser und Eis"
    shown = desk.run("catalogue", "mapping", str(table))
    assert "Not used: Regal" in shown.stderr
    assert shown.stdout.splitlines()[:3] == ["{", '  "columns": {', '    "title": [']
    mapping.write_text(shown.stdout)
    edition = desk.done("catalogue", "import", str(table), *STATED, "--mapping", str(mapping))["edition"]
    row = desk.done("catalogue", "show", edition, "--record", "0")
    assert (row["title"], row["creators"], row["year"]) == ("Wasser und Eis", ["Strom, Eva"], 1963)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), 2),
        (("--mapping", "none.json"), 3),
        (("--form", "marc"), 3),
        (("--form", "pdf"), 2),
    ],
)
def test_a_table_needs_a_mapping_and_is_nothing_else(desk, tmp_path, given, code):
    table = tmp_path / "list.csv"
    table.write_bytes(TABLE.encode())
    assert desk.run("catalogue", "import", str(table), *STATED, *given).exit_code == code


@pytest.mark.parametrize(
    "content", ['{"columns": {}}', "[]", '{"columns": {"titel": ["Titel"]}}', "no JSON", "[" * 99_999]
)
def test_a_mapping_that_is_none(desk, tmp_path, content):
    table, mapping = tmp_path / "list.csv", tmp_path / "mapping.json"
    table.write_bytes(TABLE.encode())
    mapping.write_text(content)
    assert desk.run("catalogue", "import", str(table), *STATED, "--mapping", str(mapping)).exit_code in (2, 3)


def test_what_needs_no_mapping_gets_none(desk, source):
    result = desk.run("catalogue", "mapping", str(source))
    assert result.exit_code == 2
    assert "Import it as it is: verbale catalogue import FILE" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("content", "code"), [(None, 3), (b"", 3), (b"<html/>", 3), (b"%PDF-1.7 no records here", 3)]
)  # fmt: skip
def test_a_source_that_is_none(desk, tmp_path, content, code):
    path = tmp_path / "source.mrc"
    if content is not None:
        path.write_bytes(content)
    result = desk.run("catalogue", "import", str(path), *STATED, "--json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert json.loads(result.stderr)["error"]
    assert desk.done("catalogue", "list") == []


def test_an_import_needs_a_statement_and_a_desk_officer(desk, hire, source):
    assert desk.run("catalogue", "import", str(source)).exit_code == 2
    assert desk.run("catalogue", "import", str(source), "--distribution", "secret", "--reason", "x").exit_code == 2
    assert desk.run("catalogue", "import", str(source), "--distribution", "open", "--reason", " ").exit_code == 2
    auditor = hire("auditor", Role.AUDITOR)
    assert auditor.run("catalogue", "import", str(source), *STATED).exit_code == 1


def test_records_come_from_standard_input_too(desk, source):
    from click.testing import CliRunner

    from verbale.cli.main import verbale

    arguments = ["catalogue", "import", "-", "--name", "piped", *STATED, "--json"]
    result = CliRunner().invoke(
        verbale, arguments, input=io.BytesIO(source.read_bytes()), env={"VERBALE_TOKEN": desk.secret}
    )
    assert (result.exit_code, json.loads(result.stdout)["faulty"]) == (0, [])


def test_lookup_tables(desk):
    desk.done("catalogue", "lookup", "set", "country group", "sz", "domestic")
    desk.done("catalogue", "lookup", "set", "publisher class", "*university*", "university")
    assert [(row["key"], row["value"]) for row in desk.done("catalogue", "lookup", "list")] == [
        ("sz", "domestic"), ("*university*", "university"),
    ]  # fmt: skip
    assert desk.run("catalogue", "lookup", "set", "colour", "x", "y").exit_code == 2
    assert desk.run("catalogue", "lookup", "set", "country group", "sz", "elsewhere").exit_code == 2


def test_publishing_says_how_many_of_all_inside(desk, hire, partner, source):
    edition = desk.done("catalogue", "import", str(source), *STATED, "--origin", "third country")["edition"]
    offer = desk.done("catalogue", "publish", "--partner", partner, "--edition", edition)
    assert (offer["offered"] > 0, sum(offer["by_outcome"].values())) == (True, offer["reviewed"])
    assert desk.done("catalogue", "published", "--partner", partner)[0]["id"] == offer["id"]
    librarian = hire("librarian", Role.LIBRARIAN)
    assert librarian.done("catalogue", "published") == []
    assert librarian.run("catalogue", "find", "laser").stderr.startswith("No catalogue of a partner has come yet")


def test_publishing_less_says_what_leaves(desk, partner, source, tmp_path):
    edition = desk.done("catalogue", "import", str(source), *STATED, "--origin", "third country")["edition"]
    first = desk.done("catalogue", "publish", "--partner", partner, "--edition", edition)
    assert first["gone"] == 0
    other = tmp_path / "open_report.mrc"
    other.write_bytes(marc(title="Snow"))
    second = desk.done("catalogue", "import", str(other), *STATED)["edition"]
    less = desk.done("catalogue", "publish", "--partner", partner, "--edition", second)
    assert less["gone"] == first["offered"]
    assert "leave the partner" not in desk.run("catalogue", "publish", "--partner", partner).stdout
    said = f"{first['offered']:,} items leave the partner's catalogue."
    assert said in desk.run("catalogue", "publish", "--partner", partner, "--edition", second).stdout


def test_publishing_without_a_policy_or_an_edition_is_refused(desk, hire, source):
    hire("admin", Role.ADMINISTRATOR).done("partner", "add", "ZZ", "--name", "Nobody")
    assert desk.run("catalogue", "publish", "--partner", "ZZ").exit_code == 2
    desk.done("catalogue", "import", str(source), *STATED)
    assert "No policy is used for ZZ" in desk.run("catalogue", "publish", "--partner", "ZZ").stderr


@pytest.mark.shared
def test_every_broken_source_is_imported_or_refused_in_words(desk, shared):
    for path in sorted((shared / "data" / "marc" / "broken").iterdir()):
        result = desk.run("catalogue", "import", str(path), *STATED, "--another-source", "--json")
        told = json.loads(result.stdout if result.exit_code == 0 else result.stderr)
        assert (result.exit_code, "faulty" in told or bool(told["error"])) in ((0, True), (3, True)), path.name


def test_finding_is_narrowed_by_year_kind_and_language(hire, partner):
    items = [
        OfferItem(f"{number:026d}", title, year=1960 + number, language=language, kind=kind)
        for number, (title, language, kind) in enumerate([("River ice", "eng", "book"), ("Ice maps", "nor", "map")])
    ]
    received = b"".join(item.line() for item in items)
    at = SystemClock().now()
    file = document.store(io.BytesIO(received), name="catalogue.jsonl", at=at)
    holding.receive_catalogue(partner=Party.objects.get(code=partner), offer="o" * 26, file=file, at=at)
    librarian = hire("librarian", Role.LIBRARIAN)

    def found(*asked: str) -> list[str]:
        return sorted(item["title"] for item in librarian.done("catalogue", "find", *asked)["items"])

    assert found() == ["Ice maps", "River ice"]
    assert found("ice", "--from", "1961") == ["Ice maps"]
    assert found("--to", "1960", "--partner", partner) == ["River ice"]
    assert (found("ice", "--kind", "map"), found("--language", "eng")) == (["Ice maps"], ["River ice"])
    assert librarian.run("catalogue", "find", "--from", "long ago").exit_code == 2
